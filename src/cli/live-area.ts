/** Lines at the bottom of a terminal that are drawn over and over, in one write each, so that nothing flickers. */
export class LiveArea {
  readonly #write: (text: string) => void;
  #height = 0;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  draw(lines: readonly string[]): void {
    const start = this.#height === 0 ? '\x1b[?25l' : `\x1b[${this.#height}A`;
    const body = lines.map((line) => `\r${line}\x1b[K\n`).join('');
    // Mode 2026 lets the terminal show the whole drawing at once; those that do not know it ignore it.
    this.#write(`\x1b[?2026h${start}${body}\x1b[J\x1b[?2026l`);
    this.#height = lines.length;
  }

  /** Takes the lines away and shows the cursor again. */
  clear(): void {
    if (this.#height === 0) return;
    this.#write(`\x1b[${this.#height}A\r\x1b[J\x1b[?25h`);
    this.#height = 0;
  }
}
