import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'ini';
import { systemCodeOf } from '../network/network-errors.ts';
import { ReplicatorError } from '../shared/errors.ts';

/** One section of the Databricks configuration file; keys as they stand there. */
export type Profile = Readonly<Record<string, string>>;

export interface ProfileFile {
  /** For messages. */
  readonly path: string;
  readonly profiles: ReadonlyMap<string, Profile>;
  /** The one that the file itself says is meant where none is named; it may be missing. */
  readonly defaultProfile?: string;
}

/** Settings of the Databricks command line, which are no profile. */
const settingsSection = '__settings__';

/** Where profiles are looked for, whether or not the file is there. */
export function profileFilePath({ env, homeFolder }: ProfilePlace): string {
  return env.DATABRICKS_CONFIG_FILE || path.join(homeFolder, '.databrickscfg');
}

export interface ProfilePlace {
  readonly env: NodeJS.ProcessEnv;
  readonly homeFolder: string;
}

/**
 * Undefined where there is no such file.
 * @throws ReplicatorError `usage.invalid` for a file that cannot be read
 */
export async function readProfileFile(place: ProfilePlace): Promise<ProfileFile | undefined> {
  const file = profileFilePath(place);
  try {
    return parseProfiles(file, await readFile(file, 'utf8'));
  } catch (cause) {
    if (systemCodeOf(cause) === 'ENOENT') return undefined;
    throw new ReplicatorError('usage.invalid', `The profiles in ${file} cannot be read.`, { cause });
  }
}

export function parseProfiles(path: string, text: string): ProfileFile {
  // The parser would take a dot in a section's name for nesting.
  const flat = text.replaceAll(
    /^[ \t]*\[([^\]\r\n]*)\][^\r\n]*$/gm,
    (_, name: string) => `[${name.trim().replaceAll('.', '\\.')}]`,
  );
  const parsed: Readonly<Record<string, unknown>> = parse(flat);
  const profiles = new Map<string, Profile>();
  const settings: unknown = parsed[settingsSection];
  const named =
    typeof settings === 'object' && settings !== null && 'default_profile' in settings ? settings.default_profile : '';
  for (const [name, section] of Object.entries(parsed).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (name === settingsSection || typeof section !== 'object' || section === null) continue;
    const entries = Object.entries(section).filter(([, value]) => value !== '');
    profiles.set(name, Object.fromEntries(entries.map(([key, value]) => [key.trim(), String(value)])));
  }
  return { path, profiles, ...(typeof named === 'string' && named !== '' ? { defaultProfile: named } : {}) };
}

/** @throws ReplicatorError `usage.invalid`, naming the profiles that exist */
export function findProfile({ path, profiles }: ProfileFile, name: string): Profile {
  const profile = profiles.get(name);
  if (profile !== undefined) return profile;
  const names = [...profiles.keys()];
  const known = names.length === 0 ? 'it has no profile' : `it has ${names.join(', ')}`;
  throw new ReplicatorError('usage.invalid', `There is no profile ${name} in ${path}: ${known}.`);
}
