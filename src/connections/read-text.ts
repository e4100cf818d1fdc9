import { readFile } from 'node:fs/promises';
import { ReplicatorError } from '../shared/errors.ts';

/**
 * @param what begins the sentence when it fails
 * @throws ReplicatorError `usage.invalid`
 */
export async function readText(file: string, what: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new ReplicatorError('usage.invalid', `${what} ${file} cannot be read.`, { cause });
  });
}
