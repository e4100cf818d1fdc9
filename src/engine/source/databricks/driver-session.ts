import { setTimeout as sleep } from 'node:timers/promises';
import { DBSQLClient } from '@databricks/sql';
import type { DatabricksConnection } from '../../../network/databricks-connection.ts';
import { toDriverOptions, trustBehindProxy } from './driver-options.ts';

type Session = Awaited<ReturnType<DBSQLClient['openSession']>>;
export type DriverOperation = Awaited<ReturnType<Session['executeStatement']>>;

/** Milliseconds that are spent on closing a session in order. */
const longestClose = 500;

/** A session of the official driver with the client that it belongs to. */
export interface DriverSession {
  readonly client: DBSQLClient;
  readonly session: Session;
}

export interface DriverSessionOptions {
  readonly getToken: () => Promise<string>;
  /** Milliseconds without an answer after which a request has failed; the driver's quarter of an hour when absent. */
  readonly stallTimeout?: number;
  /** Told before the session is opened: how all its connections are broken off. */
  readonly onConnected: (hangUp: () => void) => void;
}

export async function openDriverSession(
  connection: DatabricksConnection,
  { getToken, stallTimeout, onConnected }: DriverSessionOptions,
): Promise<DriverSession> {
  // The driver writes to the console unless it is given somewhere else to write to.
  const client = new DBSQLClient({ logger: { log: () => undefined } });
  await client.connect({
    ...toDriverOptions(connection, getToken),
    ...(stallTimeout === undefined ? {} : { socketTimeout: stallTimeout }),
  });
  await trustBehindProxy(client, connection);
  const agent = await (await client.getConnectionProvider()).getAgent();
  onConnected(() => agent?.destroy());
  return { client, session: await client.openSession() };
}

/** Waits for the end of a closing, and not long. */
export async function inTimeToClose(closing: Promise<void>): Promise<void> {
  await Promise.race([closing, sleep(longestClose, undefined, { ref: false })]);
}

/** Never fails: a session that cannot be closed runs out at the server by itself. */
export async function closeDriverSession(opened: Promise<DriverSession>): Promise<void> {
  try {
    const { client, session } = await opened;
    await session.close();
    await client.close();
  } catch {
    // Said above.
  }
}

/** The caller has been told of the cancel; a server that cannot be told ends the statement with the session. */
export async function cancelQuietly(operation: DriverOperation): Promise<void> {
  try {
    await operation.cancel();
    await operation.close();
  } catch {
    // Said above.
  }
}
