import { type Column, isValid } from './column.ts';

/** A dictionary that keeps more than this part of the texts is not worth looking for. */
const worthwhile = 0.75;

/** DuckDB keeps where each text ends. */
const bytesPerText = 4;

/** How much a dictionary would save of the texts of one column. */
export class DistinctTexts {
  readonly #seen = new Set<string>();
  #texts = 0;
  #bytes = 0;
  #distinctBytes = 0;

  /** Looks at the first `rows` of the column. */
  add({ values, offsets, validity }: Column, rows: number): void {
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    for (let i = 0; i < rows; i++) {
      if (!isValid(validity, i)) continue;
      const start = offsets[i] ?? 0;
      const end = offsets[i + 1] ?? 0;
      const before = this.#seen.size;
      this.#seen.add(bytes.toString('latin1', start, end));
      this.#texts += 1;
      this.#bytes += end - start + bytesPerText;
      if (this.#seen.size > before) this.#distinctBytes += end - start + bytesPerText;
    }
  }

  /** So few repeat that a dictionary would hardly make them smaller. */
  get areMany(): boolean {
    const indexBytes = (this.#texts * Math.ceil(Math.log2(this.#seen.size + 1))) / 8;
    return this.#distinctBytes + indexBytes > this.#bytes * worthwhile;
  }
}
