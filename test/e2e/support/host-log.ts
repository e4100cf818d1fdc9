import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What VS Code itself complains of in the extension host's log, whatever is installed. */
const ofTheEditor: readonly RegExp[] = [];

/** The files that the extension host writes: its own log, and one per output channel. */
export class HostLog {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Lines of the level error: of the extension host, and of our own channel. */
  async errors(): Promise<readonly string[]> {
    const text = `${await this.host()}\n${await this.channel('Replicator')}`;
    return text
      .split('\n')
      .filter((line) => line.includes('[error]') && !ofTheEditor.some((known) => known.test(line)));
  }

  async host(): Promise<string> {
    return this.#read('**/remoteexthost.log');
  }

  /** All that an extension's log channel has written since the server started. */
  async channel(name: string): Promise<string> {
    return this.#read(`**/${name}.log`);
  }

  /** Every log there is, for a search. */
  async everything(): Promise<string> {
    return this.#read('**/*.log');
  }

  async #read(pattern: string): Promise<string> {
    const texts: string[] = [];
    for await (const file of glob(pattern, { cwd: this.#folder })) {
      texts.push(await readFile(path.join(this.#folder, file), 'utf8'));
    }
    return texts.join('\n');
  }
}
