import { diagnoseConnection, type FailedPart } from '../../connections/diagnose-connection.ts';
import type { WarehouseEntry } from '../../shared/catalog-entries.ts';
import { asReplicatorError } from '../../shared/errors.ts';
import type { ConnectionProbe } from '../../shared/protocol/engine-protocol.ts';
import { expectedStart, nameState } from './warehouse-words.ts';

export type ReportButton =
  | 'Edit Connection'
  | 'Choose Warehouse'
  | 'Choose CA File…'
  | 'Sign In Again'
  | 'Proxy Settings'
  | 'Test Again'
  | 'Show Log';

/** What a test of a connection came to, in words. */
export interface ConnectionReport {
  readonly sound: boolean;
  /** What is so, or what failed. */
  readonly text: string;
  /** How to mend it, or what to expect. */
  readonly advice?: string;
  readonly buttons: readonly ReportButton[];
}

const buttonsOf: Record<FailedPart, readonly ReportButton[]> = {
  host: ['Edit Connection', 'Test Again'],
  path: ['Choose Warehouse', 'Edit Connection'],
  token: ['Sign In Again', 'Edit Connection'],
  permission: ['Choose Warehouse', 'Show Log'],
  network: ['Test Again', 'Show Log'],
  proxy: ['Proxy Settings', 'Test Again'],
  certificate: ['Choose CA File…', 'Test Again'],
  other: ['Edit Connection', 'Show Log'],
};

export function reportSuccess(host: string, { user, warehouse }: ConnectionProbe): ConnectionReport {
  const signedIn = `Signed in to ${host} as ${user}.`;
  if (warehouse === undefined) {
    const advice = 'No SQL warehouse is chosen yet: browsing works without one, copying does not.';
    return { sound: true, text: signedIn, advice, buttons: ['Choose Warehouse'] };
  }
  return { sound: true, text: signedIn, advice: describeWarehouse(warehouse), buttons: [] };
}

/** @param strict - the editor's `http.proxyStrictSSL` */
export function reportFailure(thrown: unknown, strict: boolean): ConnectionReport {
  const { failed, problem, remedy } = diagnoseConnection(asReplicatorError(thrown));
  const lenient = 'http.proxyStrictSSL is off, but certificates are checked here all the same.';
  const advice = failed === 'certificate' && !strict ? `${remedy} ${lenient}` : remedy;
  return { sound: false, text: problem, advice, buttons: buttonsOf[failed] };
}

function describeWarehouse({ name, size, state, kind }: WarehouseEntry): string {
  const now = `Warehouse ${name} (${size}) is ${nameState(state)}`;
  return state === 'STOPPED' ? `${now} and starts with the first run; ${expectedStart(kind)}.` : `${now}.`;
}
