import { setTimeout as sleep } from 'node:timers/promises';
import { DBSQLClient } from '@databricks/sql';
import type { DatabricksConnection } from '../../../network/databricks-connection.ts';
import { cancelledError, orCancelled } from '../../../shared/cancellation.ts';
import type { HostBreakers } from '../../resilience/circuit-breaker.ts';
import { type RetryTiming, withRetries } from '../../resilience/retry.ts';
import type { ControlRow, ControlSession } from '../source.ts';
import { toControlRow } from './control-values.ts';
import { isSessionGone, toDriverError } from './driver-errors.ts';
import { toDriverOptions, trustBehindProxy } from './driver-options.ts';

type Session = Awaited<ReturnType<DBSQLClient['openSession']>>;
type Operation = Awaited<ReturnType<Session['executeStatement']>>;

/** Milliseconds that are spent on closing a session in order. */
const longestClose = 500;

interface OpenSession {
  readonly client: DBSQLClient;
  readonly session: Session;
}

/**
 * Small results through the official driver, in one session that is opened with the first query and kept.
 *
 * The driver gives TIMESTAMP as a JS date, without microseconds, so callers cast timestamps to text or integers in their
 * SQL; what is not cast comes as ISO text of milliseconds. BINARY comes as hexadecimal text. Two columns of the same name
 * collapse into one.
 */
export class DriverControlSession implements ControlSession {
  readonly #connection: DatabricksConnection;
  readonly #breakers: HostBreakers;
  readonly #retryTiming: RetryTiming;
  readonly #hangUps: (() => void)[] = [];
  #open: Promise<OpenSession> | undefined;
  #tokenRejected = false;
  #closed = false;

  constructor(connection: DatabricksConnection, breakers: HostBreakers, retryTiming: RetryTiming) {
    this.#connection = connection;
    this.#breakers = breakers;
    this.#retryTiming = retryTiming;
  }

  async query(sql: string, signal: AbortSignal): Promise<readonly ControlRow[]> {
    const { host } = this.#connection;
    return withRetries(() => this.#breakers.run(host, () => this.#queryOnce(sql, signal)), {
      signal,
      timing: this.#retryTiming,
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.race([this.#drop(), sleep(longestClose, undefined, { ref: false })]);
    // The driver waits for a silent server for a quarter of an hour; without its connections it cannot.
    for (const hangUp of this.#hangUps.splice(0)) hangUp();
  }

  /** A session or a token that has run out is no failed attempt: once, another is opened. */
  async #queryOnce(sql: string, signal: AbortSignal): Promise<readonly ControlRow[]> {
    try {
      return await this.#run(sql, signal);
    } catch (thrown) {
      const error = toDriverError(thrown, this.#connection.host);
      if (error.code === 'run.cancelled') throw error;
      if (error.code !== 'auth.rejected' && !isSessionGone(error)) throw error;
      this.#tokenRejected ||= error.code === 'auth.rejected';
      await orCancelled(this.#drop(), signal);
      return this.#run(sql, signal).catch((again: unknown) => {
        throw toDriverError(again, this.#connection.host);
      });
    }
  }

  async #run(sql: string, signal: AbortSignal): Promise<readonly ControlRow[]> {
    const { session } = await orCancelled(this.#session(), signal);
    const started = session.executeStatement(sql, { runAsync: true, useCloudFetch: false });
    const operation = await orCancelled(started, signal).catch((thrown: unknown) => {
      if (signal.aborted) started.then(cancelQuietly, () => undefined);
      throw thrown;
    });
    try {
      return await orCancelled(readAll(operation), signal);
    } catch (thrown) {
      if (signal.aborted) void cancelQuietly(operation);
      throw thrown;
    }
  }

  #session(): Promise<OpenSession> {
    if (this.#closed) throw cancelledError();
    this.#open ??= this.#connect().catch((thrown: unknown) => {
      this.#open = undefined;
      throw thrown;
    });
    return this.#open;
  }

  async #connect(): Promise<OpenSession> {
    // The driver writes to the console unless it is given somewhere else to write to.
    const client = new DBSQLClient({ logger: { log: () => undefined } });
    const getToken = async () => {
      const refresh = this.#tokenRejected;
      this.#tokenRejected = false;
      return this.#connection.getToken({ refresh });
    };
    await client.connect(toDriverOptions(this.#connection, getToken));
    await trustBehindProxy(client, this.#connection);
    const agent = await (await client.getConnectionProvider()).getAgent();
    this.#hangUps.push(() => agent?.destroy());
    return { client, session: await client.openSession() };
  }

  async #drop(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    try {
      const { client, session } = await open;
      await session.close();
      await client.close();
    } catch {
      // A session that cannot be closed runs out at the server by itself.
    }
  }
}

async function readAll(operation: Operation): Promise<readonly ControlRow[]> {
  const rows = await operation.fetchAll();
  const schema = await operation.getSchema();
  const types = new Map(
    (schema?.columns ?? []).map((column) => [column.columnName, column.typeDesc.types[0]?.primitiveEntry?.type]),
  );
  await operation.close();
  return rows.map((row) => toControlRow(row, types));
}

async function cancelQuietly(operation: Operation): Promise<void> {
  try {
    await operation.cancel();
    await operation.close();
  } catch {
    // The caller has been told of the cancel; a server that cannot be told ends the statement with the session.
  }
}
