import path from 'node:path';
import type { NetworkSettings } from '../network/network-settings.ts';
import { readText } from './read-text.ts';

export interface NetworkSurroundings {
  /** HTTPS_PROXY and NO_PROXY count, in either letter case. */
  readonly env: NodeJS.ProcessEnv;
  /** PEM of a further certificate authority, relative to `folder`. */
  readonly caFile?: string | undefined;
  readonly folder: string;
  /** PEM of authorities that the host trusts besides, such as those of the system. */
  readonly authorities?: string | undefined;
}

/** @throws ReplicatorError `usage.invalid` where the file cannot be read */
export async function readNetwork({ env, caFile, folder, authorities }: NetworkSurroundings): Promise<NetworkSettings> {
  const url = env.HTTPS_PROXY || env.https_proxy;
  const bypass = env.NO_PROXY || env.no_proxy;
  const own =
    caFile === undefined ? undefined : await readText(path.resolve(folder, caFile), 'The caFile of the connection');
  const trusted = [authorities, own].filter((pem) => pem);
  return {
    ...(trusted.length === 0 ? {} : { caCertificate: trusted.join('\n') }),
    ...(url ? { proxy: { url, ...(bypass ? { bypass } : {}) } } : {}),
  };
}
