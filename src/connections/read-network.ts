import path from 'node:path';
import type { NetworkSettings } from '../network/network-settings.ts';
import { readText } from './read-text.ts';

export interface NetworkSurroundings {
  /** HTTPS_PROXY and NO_PROXY count, in either letter case. */
  readonly env: NodeJS.ProcessEnv;
  /** PEM of a further certificate authority, relative to `folder`. */
  readonly caFile?: string | undefined;
  readonly folder: string;
}

/** @throws ReplicatorError `usage.invalid` where the file cannot be read */
export async function readNetwork({ env, caFile, folder }: NetworkSurroundings): Promise<NetworkSettings> {
  const url = env.HTTPS_PROXY || env.https_proxy;
  const bypass = env.NO_PROXY || env.no_proxy;
  const caCertificate =
    caFile === undefined ? undefined : await readText(path.resolve(folder, caFile), 'The caFile of the connection');
  return {
    ...(caCertificate === undefined ? {} : { caCertificate }),
    ...(url ? { proxy: { url, ...(bypass ? { bypass } : {}) } } : {}),
  };
}
