import { readFile } from 'node:fs/promises';
import { ReplicatorError } from '../../shared/errors.ts';

/** @throws ReplicatorError `usage.invalid` */
export async function readAuthority(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new ReplicatorError('usage.invalid', `The file of the certificate authority, ${file}, cannot be read.`, {
      cause,
    });
  });
}
