import { parse } from 'ini';
import { ReplicatorError } from '../shared/errors.ts';

/** One section of the Databricks configuration file; keys as they stand there. */
export type Profile = Readonly<Record<string, string>>;

export interface ProfileFile {
  /** For messages. */
  readonly path: string;
  readonly profiles: ReadonlyMap<string, Profile>;
}

/** Settings of the Databricks command line, which are no profile. */
const settingsSection = '__settings__';

export function parseProfiles(path: string, text: string): ProfileFile {
  // The parser would take a dot in a section's name for nesting.
  const flat = text.replaceAll(
    /^[ \t]*\[([^\]\r\n]*)\][^\r\n]*$/gm,
    (_, name: string) => `[${name.trim().replaceAll('.', '\\.')}]`,
  );
  const parsed: Readonly<Record<string, unknown>> = parse(flat);
  const profiles = new Map<string, Profile>();
  for (const [name, section] of Object.entries(parsed).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (name === settingsSection || typeof section !== 'object' || section === null) continue;
    const entries = Object.entries(section).filter(([, value]) => value !== '');
    profiles.set(name, Object.fromEntries(entries.map(([key, value]) => [key.trim(), String(value)])));
  }
  return { path, profiles };
}

/** @throws ReplicatorError `usage.invalid`, naming the profiles that exist */
export function findProfile({ path, profiles }: ProfileFile, name: string): Profile {
  const profile = profiles.get(name);
  if (profile !== undefined) return profile;
  const names = [...profiles.keys()];
  const known = names.length === 0 ? 'it has no profile' : `it has ${names.join(', ')}`;
  throw new ReplicatorError('usage.invalid', `There is no profile ${name} in ${path}: ${known}.`);
}
