import { ReplicatorError } from '../../../shared/errors.ts';

/** Below the folder of the user, everything of ours. */
const ownFolder = 'replicator';
const plainPart = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;

/** The parts of a path in a volume. @throws ReplicatorError `usage.invalid` */
function partsOf(volumePath: string): readonly string[] {
  const [root, marker, ...parts] = volumePath.replace(/\/+$/, '').split('/');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const odd = parts.some((part) => ['', '.', '..'].includes(part) || /[\\\u0000-\u001f]/.test(part));
  if (root === '' && marker === 'Volumes' && parts.length >= 3 && !odd) return parts;
  throw new ReplicatorError(
    'usage.invalid',
    `“${volumePath}” is not the path of a volume, such as /Volumes/main/default/exports.`,
  );
}

function checkPlain(part: string): string {
  if (plainPart.test(part)) return part;
  throw new ReplicatorError('usage.invalid', `“${part}” cannot be the name of a folder in a volume.`);
}

/** The folder of all that a run exports to a volume. @throws ReplicatorError `usage.invalid` */
export function exportedRun(volume: string, run: string): string {
  return `/Volumes/${partsOf(volume).join('/')}/${ownFolder}/${checkPlain(run)}`;
}

/** The folder of one attempt to export a slice. @throws ReplicatorError `usage.invalid` */
export function exportedSlice(
  { volume, run, slice }: { readonly volume: string; readonly run: string; readonly slice: string },
  attempt: string,
): string {
  return `${exportedRun(volume, run)}/${checkPlain(slice)}-${checkPlain(attempt)}`;
}

/** Whether a folder is a run's or a slice's, so that it may be removed with all that is in it. */
export function isExported(folder: string): boolean {
  const parts = partsOf(folder);
  return parts.length >= 5 && [parts.at(-2), parts.at(-3)].includes(ownFolder) && parts.lastIndexOf(ownFolder) >= 3;
}

/** Where the Files API has it. @throws ReplicatorError `usage.invalid` */
export function filesPath(kind: 'files' | 'directories', volumePath: string): string {
  return `/api/2.0/fs/${kind}/Volumes/${partsOf(volumePath).map(encodeURIComponent).join('/')}`;
}
