import type { DatabricksConnection } from '../../../network/databricks-connection.ts';
import { cancelledError, orCancelled } from '../../../shared/cancellation.ts';
import type { HostBreakers } from '../../resilience/circuit-breaker.ts';
import { type RetryTiming, withRetries } from '../../resilience/retry.ts';
import type { ControlRow, ControlSession } from '../source.ts';
import { toControlRow } from './control-values.ts';
import { isSessionGone, toDriverError } from './driver-errors.ts';
import {
  cancelQuietly,
  closeDriverSession,
  type DriverOperation,
  type DriverSession,
  inTimeToClose,
  openDriverSession,
} from './driver-session.ts';
import { DriverToken } from './driver-token.ts';

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
  readonly #token: DriverToken;
  /** Of sessions that are opened, open or being closed. */
  readonly #hangUps = new Map<Promise<DriverSession>, () => void>();
  #open: Promise<DriverSession> | undefined;
  #closed = false;

  constructor(connection: DatabricksConnection, breakers: HostBreakers, retryTiming: RetryTiming) {
    this.#connection = connection;
    this.#token = new DriverToken(connection);
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
    await inTimeToClose(this.#drop());
    // The driver waits for a silent server for a quarter of an hour; without its connections it cannot.
    for (const session of [...this.#hangUps.keys()]) this.#hangUp(session);
  }

  /** A session or a token that has run out is no failed attempt: once, another is opened. */
  async #queryOnce(sql: string, signal: AbortSignal): Promise<readonly ControlRow[]> {
    try {
      return await this.#run(sql, signal);
    } catch (thrown) {
      const error = this.#token.explain(thrown);
      if (error.code === 'run.cancelled') throw error;
      if (error.code !== 'auth.rejected' && !isSessionGone(error)) throw error;
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

  #session(): Promise<DriverSession> {
    if (this.#closed) throw cancelledError();
    this.#open ??= this.#connect();
    return this.#open;
  }

  #connect(): Promise<DriverSession> {
    const session = openDriverSession(this.#connection, {
      getToken: this.#token.get,
      onConnected: (hangUp) => this.#hangUps.set(session, hangUp),
    });
    session.catch(() => {
      if (this.#open === session) this.#open = undefined;
      this.#hangUp(session);
    });
    return session;
  }

  async #drop(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    await closeDriverSession(open);
    this.#hangUp(open);
  }

  #hangUp(session: Promise<DriverSession>): void {
    this.#hangUps.get(session)?.();
    this.#hangUps.delete(session);
  }
}

async function readAll(operation: DriverOperation): Promise<readonly ControlRow[]> {
  const rows = await operation.fetchAll();
  const schema = await operation.getSchema();
  const types = new Map(
    (schema?.columns ?? []).map((column) => [column.columnName, column.typeDesc.types[0]?.primitiveEntry?.type]),
  );
  await operation.close();
  return rows.map((row) => toControlRow(row, types));
}
