import { plainHost } from '../shared/document/read-connection.ts';
import { pathOf } from './connect-profile.ts';
import { type ProfileSignIn, signInOf } from './profile-sign-in.ts';
import type { ProfileFile } from './profiles.ts';

/** A profile as it may be shown; never holds a secret. */
export interface ListedProfile {
  readonly name: string;
  /** Absent where the profile is of no workspace. */
  readonly host?: string;
  readonly signIn: ProfileSignIn;
  /** Of its warehouse, or of the environment's. */
  readonly httpPath?: string;
  /** The one that is meant where none is named. */
  readonly isDefault: boolean;
}

/** The default one first, then by name. */
export function listProfiles(file: ProfileFile, env: NodeJS.ProcessEnv): readonly ListedProfile[] {
  const preferred = [env.DATABRICKS_CONFIG_PROFILE, file.defaultProfile, 'DEFAULT'].find(
    (name) => name !== undefined && file.profiles.has(name),
  );
  const listed = [...file.profiles]
    .filter(([, profile]) => Object.keys(profile).length > 0)
    .map(([name, profile]): ListedProfile => {
      const httpPath = pathOf(profile, env);
      return {
        name,
        ...(profile.host === undefined ? {} : { host: plainHost(profile.host) }),
        signIn: signInOf(profile),
        ...(httpPath === undefined ? {} : { httpPath }),
        isDefault: name === preferred,
      };
    });
  return [...listed.filter((each) => each.isDefault), ...listed.filter((each) => !each.isDefault)];
}
