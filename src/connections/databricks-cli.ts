import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ReplicatorError } from '../shared/errors.ts';
import { type FreshToken, keepToken, type TokenSource } from './token-source.ts';

const run = promisify(execFile);

export interface DatabricksCli {
  /** Path of the program; `databricks`, found in PATH, when absent. */
  readonly program?: string;
  /** Whose sign-in it is: a profile of its configuration file, or a workspace. */
  readonly login: { readonly profile: string } | { readonly host: string };
  /** The program's whole environment. */
  readonly env: NodeJS.ProcessEnv;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Ends the program when the connection is closed. */
  readonly signal: AbortSignal;
}

/**
 * Tokens from `databricks auth token`, which keeps the sign-in of a person.
 * The source rejects with `auth.rejected`, or `usage.invalid` where the program is not installed.
 */
export function databricksCliTokens(cli: DatabricksCli): TokenSource {
  return keepToken((force) => fetchToken(cli, force), cli.now);
}

async function fetchToken(
  { program = 'databricks', login, env, signal }: DatabricksCli,
  force: boolean,
): Promise<FreshToken> {
  const [option, who] = 'profile' in login ? ['--profile', login.profile] : ['--host', `https://${login.host}`];
  const args = ['auth', 'token', option, who, '-o', 'json', ...(force ? ['--force-refresh'] : [])];
  const named = 'profile' in login ? `the profile ${who}` : who;
  const { stdout } = await run(program, args, { env, signal, timeout: 60_000 }).catch((thrown: unknown) => {
    throw toError(thrown, program, named, `${option} ${who}`);
  });
  const answer = parseAnswer(stdout);
  if (typeof answer !== 'object' || answer === null || !('access_token' in answer)) {
    throw new ReplicatorError('auth.rejected', `${program} gave no token for ${named}.`);
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

function toError(thrown: unknown, program: string, named: string, login: string): ReplicatorError {
  const failure: { readonly code?: unknown; readonly stderr?: unknown } =
    typeof thrown === 'object' && thrown !== null ? thrown : {};
  if (failure.code === 'ENOENT') {
    return new ReplicatorError(
      'usage.invalid',
      `The sign-in of ${named} needs the program ${program}, which is not installed (or not in PATH).`,
    );
  }
  const words = String(failure.stderr ?? '').trim();
  return new ReplicatorError(
    'auth.rejected',
    `${program} gave no token for ${named}${words === '' ? '' : `: ${words}`}. Try: databricks auth login ${login}`,
  );
}
