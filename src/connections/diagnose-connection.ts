import type { ErrorCode, ReplicatorError } from '../shared/errors.ts';

/** The part of a connection that a test found wanting. */
export type FailedPart = 'host' | 'path' | 'token' | 'permission' | 'network' | 'proxy' | 'certificate' | 'other';

export interface ConnectionDiagnosis {
  readonly failed: FailedPart;
  /** What happened, as one sentence. */
  readonly problem: string;
  /** What to do about it, as one sentence. */
  readonly remedy: string;
}

/** Codes that are not here say nothing about how a workspace is reached; their own action is the remedy. */
const partsByCode: Partial<Record<ErrorCode, FailedPart>> = {
  'auth.rejected': 'token',
  'auth.forbidden': 'permission',
  'network.hostUnknown': 'host',
  'network.unavailable': 'network',
  'network.circuitOpen': 'network',
  'network.certificate': 'certificate',
  'network.proxy': 'proxy',
  'source.notFound': 'path',
  'source.warehouseGone': 'path',
  'source.protocol': 'host',
  'source.busy': 'network',
};

const remedies: Record<Exclude<FailedPart, 'other'>, string> = {
  host: 'Check the name of the workspace: it is the first part of its address in the browser, without a path.',
  path: 'Choose another SQL warehouse: this one is not there any more, or its HTTP path is not right.',
  token: 'Sign in again, or make a new token in the settings of the workspace.',
  permission: 'Ask the owner of the warehouse, or an administrator of the workspace, for the permission “Can use”.',
  network: 'Check the network or VPN, and whether a firewall lets this machine reach the workspace.',
  proxy: 'Check the address of the proxy, and its user and password, in http.proxy or HTTPS_PROXY.',
  certificate:
    'Give the connection the certificate of the authority that your network or proxy uses (a CA file in PEM form).',
};

/** What failed when a connection was tested, and how to mend it. */
export function diagnoseConnection(error: ReplicatorError): ConnectionDiagnosis {
  const failed = partOf(error);
  return { failed, problem: error.message, remedy: failed === 'other' ? error.action : remedies[failed] };
}

function partOf({ code, facts }: ReplicatorError): FailedPart {
  if ('proxy' in facts && code.startsWith('network.') && code !== 'network.certificate') return 'proxy';
  // Said of what was typed, before anything was asked.
  if (code === 'usage.invalid') return 'httpPath' in facts ? 'path' : 'other';
  return partsByCode[code] ?? 'other';
}
