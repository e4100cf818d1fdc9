import type { Column } from '../../arrow/column.ts';

/** Masks of the three words that an inline string of 0 to 12 bytes takes. */
const inlineMasks = Uint32Array.from({ length: 13 * 3 }, (_, i) => {
  const bytes = Math.min(4, Math.max(0, Math.floor(i / 3) - (i % 3) * 4));
  return bytes === 4 ? 0xffff_ffff : 2 ** (bytes * 8) - 1;
});

/**
 * Writes the 16-byte `string_t` of each row: length and 12 bytes inline, zero-padded, or length, 4 bytes of prefix and
 * where the text lies from `address` on.
 */
export function writeStrings(
  words: Uint32Array,
  column: Column,
  start: number,
  count: number,
  address: { readonly low: number; readonly high: number },
): void {
  const { values, offsets } = column;
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength);
  const first = offsets[start] ?? 0;
  const safe = values.byteLength - 12;
  let offset = first;
  for (let i = 0, at = 0; i < count; i++, at += 4) {
    const end = offsets[start + i + 1] ?? 0;
    const length = end - offset;
    words[at] = length;
    if (length > 12) {
      const low = address.low + (offset - first);
      words[at + 1] = view.getUint32(offset, true);
      words[at + 2] = low;
      words[at + 3] = low > 0xffff_ffff ? address.high + 1 : address.high;
    } else if (offset <= safe) {
      const mask = length * 3;
      words[at + 1] = view.getUint32(offset, true) & (inlineMasks[mask] ?? 0);
      words[at + 2] = view.getUint32(offset + 4, true) & (inlineMasks[mask + 1] ?? 0);
      words[at + 3] = view.getUint32(offset + 8, true) & (inlineMasks[mask + 2] ?? 0);
    } else writeInlineBytes(words, at + 1, values, offset, length);
    offset = end;
  }
}

function writeInlineBytes(words: Uint32Array, at: number, values: Uint8Array, offset: number, length: number): void {
  const inline = [0, 0, 0];
  for (let i = 0; i < length; i++) {
    inline[i >> 2] = (inline[i >> 2] ?? 0) + (values[offset + i] ?? 0) * 2 ** ((i & 3) * 8);
  }
  words.set(inline, at);
}
