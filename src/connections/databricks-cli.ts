import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ReplicatorError } from '../shared/errors.ts';
import type { FreshToken } from './token-source.ts';

const run = promisify(execFile);

/**
 * A token from `databricks auth token`, which keeps the sign-in of a person.
 * @throws ReplicatorError `auth.rejected`, `usage.invalid` where the program is not installed
 */
export async function fetchCliToken(
  program: string,
  profile: string,
  force: boolean,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<FreshToken> {
  const args = ['auth', 'token', '--profile', profile, '-o', 'json', ...(force ? ['--force-refresh'] : [])];
  const { stdout } = await run(program, args, { env, signal, timeout: 60_000 }).catch((thrown: unknown) => {
    throw toError(thrown, program, profile);
  });
  const answer = parseAnswer(stdout);
  if (typeof answer !== 'object' || answer === null || !('access_token' in answer)) {
    throw new ReplicatorError('auth.rejected', `${program} gave no token for the profile ${profile}.`);
  }
  const expiry = 'expiry' in answer ? Date.parse(String(answer.expiry)) : Number.NaN;
  return { token: String(answer.access_token), ...(Number.isNaN(expiry) ? {} : { expiresAt: expiry }) };
}

/** Undefined where it is no JSON; what the parser says of it would quote the token. */
function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toError(thrown: unknown, program: string, profile: string): ReplicatorError {
  const failure: { readonly code?: unknown; readonly stderr?: unknown } =
    typeof thrown === 'object' && thrown !== null ? thrown : {};
  if (failure.code === 'ENOENT') {
    return new ReplicatorError(
      'usage.invalid',
      `The profile ${profile} needs the program ${program}, which is not installed (or not in PATH).`,
    );
  }
  const words = String(failure.stderr ?? '').trim();
  return new ReplicatorError(
    'auth.rejected',
    `${program} gave no token for the profile ${profile}${words === '' ? '' : `: ${words}`}. Try: databricks auth login --profile ${profile}`,
  );
}
