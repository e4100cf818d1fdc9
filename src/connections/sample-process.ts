import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { ReplicatorError } from '../shared/errors.ts';

/** A sample warehouse in a process of its own. */
export interface SampleProcess {
  readonly host: string;
  readonly httpPath: string;
  readonly token: string;
  readonly caCertificate: string;
  /** Resolves when the process has ended, whoever ended it. */
  readonly exited: Promise<void>;
  close(): Promise<void>;
}

/** What is kept of its error output for the message of a start that failed. */
const keptErrorText = 2000;

/** How the sample warehouse is started; nothing of it is a secret. */
export interface SampleLaunch {
  /** Node, or an Electron that is told by `env` to be one. */
  readonly node: string;
  /** The script of the command line. */
  readonly entry: string;
  /** Options of its command `sample-warehouse`. */
  readonly args?: readonly string[];
  /** The whole environment of the process. */
  readonly env: NodeJS.ProcessEnv;
  /** A process group of its own, so that Ctrl+C in a terminal reaches only this process, which then ends it in order. */
  readonly ownGroup: boolean;
}

/**
 * Starts `sample-warehouse` of the command line. If this process dies, the channel between the two breaks, and the
 * sample warehouse ends itself.
 * @param signal breaks the start off
 * @throws ReplicatorError `network.unavailable` with what it complained of, `run.cancelled`
 */
export async function startSampleProcess(launch: SampleLaunch, signal: AbortSignal): Promise<SampleProcess> {
  const { node, entry, args = [], env, ownGroup } = launch;
  const child = spawn(node, [entry, 'sample-warehouse', ...args], {
    env,
    detached: ownGroup,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    windowsHide: true,
  });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    const ready = await readyLine(child, signal);
    const caCertificate = await readFile(ready.caFile, 'utf8');
    const { token, httpPath } = ready;
    return { host: `${ready.host}:${ready.port}`, httpPath, token, caCertificate, exited, close: () => end(child) };
  } catch (error) {
    await end(child);
    throw error;
  }
}

interface ReadyLine {
  readonly host: string;
  readonly port: number;
  readonly httpPath: string;
  readonly token: string;
  readonly caFile: string;
}

async function readyLine(child: ChildProcess, signal: AbortSignal): Promise<ReadyLine> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null)
    throw new ReplicatorError('internal.bug', 'The sample warehouse has no output.');
  let complaints = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-keptErrorText);
  });
  const { promise: failed, reject } = Promise.withResolvers<never>();
  const cancel = (): void =>
    reject(new ReplicatorError('run.cancelled', 'Stopped while the sample warehouse started.'));
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  child.once('error', reject);
  child.once('close', (code, signal) => {
    const words = complaints.trim();
    reject(
      new ReplicatorError(
        'network.unavailable',
        `The sample warehouse ended before it was ready (${signal ?? `status ${code}`})${words === '' ? '.' : `: ${words}`}`,
      ),
    );
  });
  const lines = createInterface({ input: stdout });
  const first = new Promise<string>((resolve) => lines.once('line', resolve));
  try {
    return parseReady(await Promise.race([first, failed]));
  } finally {
    signal.removeEventListener('abort', cancel);
    failed.catch(() => undefined);
  }
}

function parseReady(line: string): ReadyLine {
  const parsed: unknown = JSON.parse(line);
  const fields: Readonly<Record<string, unknown>> = typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  const { host, port, httpPath, token, caFile } = fields;
  const sound = [host, httpPath, token, caFile].every((value) => typeof value === 'string') && typeof port === 'number';
  if (!sound) throw new ReplicatorError('source.protocol', 'The sample warehouse did not say where it listens.');
  return {
    host: String(host),
    port: Number(port),
    httpPath: String(httpPath),
    token: String(token),
    caFile: String(caFile),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const deadline = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(deadline);
}
