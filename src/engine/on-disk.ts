import { ReplicatorError } from '../shared/errors.ts';

/**
 * What the operating system refuses of our own files, as an error that says so.
 * @throws ReplicatorError `sink.diskFull`, `sink.unwritable`
 */
export async function onDisk<T>(work: Promise<T>, path: string): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const systemCode = (cause as NodeJS.ErrnoException).code ?? '';
    const full = ['ENOSPC', 'EDQUOT'].includes(systemCode);
    const reason = full ? 'There is no space left for' : 'Cannot write';
    throw new ReplicatorError(full ? 'sink.diskFull' : 'sink.unwritable', `${reason} ${path} (${systemCode}).`, {
      facts: { path, systemCode },
      cause,
    });
  }
}
