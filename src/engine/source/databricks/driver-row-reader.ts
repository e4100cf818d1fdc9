import type { DatabricksConnection } from '../../../network/databricks-connection.ts';
import { cancelledError, orCancelled } from '../../../shared/cancellation.ts';
import type { HostBreakers } from '../../resilience/circuit-breaker.ts';
import type { DriverRow, RowCursor, RowReader } from '../source.ts';
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
 * Rows through the official driver. Each statement has a session and connections of its own, so that what stalls can be
 * broken off without anything else. Results come inline: a file of the driver's cloud fetch whose body breaks off is
 * waited for without end.
 */
export class DriverRowReader implements RowReader {
  readonly #connection: DatabricksConnection;
  readonly #breakers: HostBreakers;
  readonly #stallTimeout: number;
  readonly #token: DriverToken;
  readonly #statements = new Set<DriverStatement>();
  #closed = false;

  /** @param stallTimeout milliseconds without an answer */
  constructor(connection: DatabricksConnection, breakers: HostBreakers, stallTimeout: number) {
    this.#connection = connection;
    this.#token = new DriverToken(connection);
    this.#breakers = breakers;
    this.#stallTimeout = stallTimeout;
  }

  /** A token that has run out is no failed attempt: once, another is asked for. */
  async open(sql: string, options: Parameters<RowReader['open']>[1]): Promise<RowCursor> {
    try {
      return await this.#openOnce(sql, options);
    } catch (error) {
      if (!this.#token.isRejected) throw error;
      return this.#openOnce(sql, options);
    }
  }

  /** Breaks off whatever is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#statements].map((statement) => statement.end()));
  }

  async #openOnce(sql: string, { firstRows, signal }: Parameters<RowReader['open']>[1]): Promise<RowCursor> {
    if (this.#closed) throw cancelledError();
    const statement = new DriverStatement(
      (work) => this.#attempt(work, signal),
      () => this.#statements.delete(statement),
    );
    this.#statements.add(statement);
    try {
      const session = { getToken: this.#token.get, stallTimeout: this.#stallTimeout };
      await statement.execute(sql, firstRows, this.#connection, session);
      return statement;
    } catch (error) {
      statement.close();
      throw error;
    }
  }

  async #attempt<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const { host } = this.#connection;
    return this.#breakers.run(host, () =>
      orCancelled(work(), signal).catch((thrown: unknown) => {
        throw this.#token.explain(thrown);
      }),
    );
  }
}

type Attempt = <T>(work: () => Promise<T>) => Promise<T>;

class DriverStatement implements RowCursor {
  readonly #attempt: Attempt;
  readonly #ended: () => void;
  #session: Promise<DriverSession> | undefined;
  #started: Promise<DriverOperation> | undefined;
  #operation: DriverOperation | undefined;
  #hangUp: () => void = () => undefined;
  /** Rows that the driver had beyond what was asked for. */
  #rest: readonly DriverRow[] = [];
  #isRead = false;
  #end: Promise<void> | undefined;

  constructor(attempt: Attempt, ended: () => void) {
    this.#attempt = attempt;
    this.#ended = ended;
  }

  get statementId(): string {
    return this.#operation?.id ?? '';
  }

  async execute(
    sql: string,
    firstRows: number,
    connection: DatabricksConnection,
    options: { readonly getToken: () => Promise<string>; readonly stallTimeout: number },
  ): Promise<void> {
    this.#session = openDriverSession(connection, {
      ...options,
      onConnected: (hangUp) => {
        this.#hangUp = hangUp;
        if (this.#end !== undefined) hangUp();
      },
    });
    const opening = this.#session;
    const { session } = await this.#attempt(() => opening);
    this.#started = session.executeStatement(sql, { runAsync: true, useCloudFetch: false, maxRows: firstRows });
    const starting = this.#started;
    const operation = await this.#attempt(() => starting);
    this.#operation = operation;
    await this.#attempt(() => operation.finished());
  }

  async next(mostRows: number): Promise<readonly DriverRow[]> {
    const operation = this.#operation;
    while (this.#rest.length === 0 && operation !== undefined && !this.#isRead) {
      await this.#attempt(async () => {
        const rows = await operation.fetchChunk({ maxRows: mostRows, disableBuffering: true });
        this.#rest = rows.map((row) => Object.values(row));
        this.#isRead = !(await operation.hasMoreRows());
      });
    }
    const rows = this.#rest.slice(0, mostRows);
    this.#rest = this.#rest.slice(mostRows);
    return rows;
  }

  close(): void {
    void this.end();
  }

  /** The driver waits long for a silent server; without its connections it cannot. */
  end(): Promise<void> {
    this.#end ??= inTimeToClose(this.#leave()).then(() => {
      this.#hangUp();
      this.#ended();
    });
    return this.#end;
  }

  async #leave(): Promise<void> {
    await this.#started?.then(this.#isRead ? closeQuietly : cancelQuietly, () => undefined);
    if (this.#session !== undefined) await closeDriverSession(this.#session);
  }
}

async function closeQuietly(operation: DriverOperation): Promise<void> {
  try {
    await operation.close();
  } catch {
    // It ends with its session.
  }
}
