import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Workbench } from '../../../scripts/workbench/prepare.ts';
import { patience } from './patience.ts';
import { Signpost } from './signpost.ts';

/** Absolute folders of one running workbench; all lie in a temporary folder of its own. */
export interface ServerFolders {
  readonly home: string;
  readonly userData: string;
  readonly extensions: string;
  readonly workspace: string;
  readonly serverLog: string;
}

/** A VS Code server on a local port, without anything of the machine's user in it. */
export class EditorServer {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #signpost: Signpost;
  readonly #ended: Promise<void>;

  private constructor(url: string, process: ChildProcess, signpost: Signpost) {
    this.url = url;
    this.#process = process;
    this.#signpost = signpost;
    this.#ended = new Promise((resolve) => process.on('close', () => resolve()));
  }

  static async start(workbench: Workbench, folders: ServerFolders, env: Environment): Promise<EditorServer> {
    const config = path.join(folders.home, 'code-server.yaml');
    await mkdir(folders.home, { recursive: true });
    await writeFile(config, '');
    const port = await freePort();
    const signpost = await Signpost.open();
    const child = spawn(
      workbench.node,
      [
        workbench.entry,
        ...['--config', config, '--user-data-dir', folders.userData, '--extensions-dir', folders.extensions],
        ...['--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--disable-telemetry', '--disable-update-check'],
        ...['--disable-workspace-trust', '--disable-getting-started-override', folders.workspace],
      ],
      {
        env: { ...ownEnvironment(folders.home, config), VSCODE_PROXY_URI: signpost.template, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const log = createWriteStream(folders.serverLog);
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    const server = new EditorServer(`http://127.0.0.1:${port}`, child, signpost);
    await server.#untilHealthy();
    return server;
  }

  /** The process at the top: extension host, worker and the rest are its descendants. */
  get pid(): number {
    const { pid } = this.#process;
    if (pid === undefined) throw new Error('The workbench did not start.');
    return pid;
  }

  async stop(): Promise<void> {
    this.#signpost.close();
    this.#process.kill('SIGTERM');
    const late = setTimeout(() => this.#process.kill('SIGKILL'), 10_000);
    await this.#ended;
    clearTimeout(late);
  }

  async #untilHealthy(): Promise<void> {
    for (const deadline = Date.now() + patience; Date.now() < deadline; await pause(100)) {
      if (this.#process.exitCode !== null) break;
      const response = await fetch(`${this.url}/healthz`).catch(() => undefined);
      await response?.body?.cancel();
      if (response?.ok === true) return;
    }
    this.#process.kill('SIGKILL');
    throw new Error('The workbench does not answer; its log says why.');
  }
}

export type Environment = Readonly<Record<string, string>>;

function ownEnvironment(home: string, config: string): Environment {
  const kept = ['PATH', 'LANG', 'LC_ALL', 'TZ'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local/share'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_STATE_HOME: path.join(home, '.local/state'),
    CODE_SERVER_CONFIG: config,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port.')),
      );
    });
  });
}
