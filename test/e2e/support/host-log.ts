import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What VS Code itself complains of in the extension host's log, whatever is installed. */
const ofTheEditor: readonly RegExp[] = [
  // Its own extensions, when the window goes.
  /Channel has been closed[\s\S]*\/lib\/vscode\/extensions\//,
  // A row that is unfolded at the moment in which its tree is drawn anew.
  /No tree item with id/,
];

/** The files that the extension host writes: its own log, and one per output channel. */
export class HostLog {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Lines of the level error: of the extension host, and of our own channel. */
  async errors(): Promise<readonly string[]> {
    const text = `${await this.host()}\n${await this.channel('Replicator')}`;
    // The lines of a stack are indented.
    return text
      .split(/\n(?!\s)/)
      .filter((entry) => entry.includes('[error]') && !ofTheEditor.some((known) => known.test(entry)))
      .map((entry) => entry.split('\n', 1).join(''));
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
