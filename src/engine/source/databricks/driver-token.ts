import type { DatabricksConnection } from '../../../network/databricks-connection.ts';
import type { ReplicatorError } from '../../../shared/errors.ts';
import { toDriverError } from './driver-errors.ts';

/** Tokens for the driver's sessions: after one has been turned down, a fresh one is asked for. */
export class DriverToken {
  readonly #connection: DatabricksConnection;
  #rejected = false;

  constructor(connection: DatabricksConnection) {
    this.#connection = connection;
  }

  /** The server has turned one down, and none has been asked for since. */
  get isRejected(): boolean {
    return this.#rejected;
  }

  readonly get = async (): Promise<string> => {
    const refresh = this.#rejected;
    this.#rejected = false;
    return this.#connection.getToken({ refresh });
  };

  /** What the driver has thrown, as an error of ours; takes note where it is about the token. */
  explain(thrown: unknown): ReplicatorError {
    const error = toDriverError(thrown, this.#connection.host);
    this.#rejected ||= error.code === 'auth.rejected';
    return error;
  }
}
