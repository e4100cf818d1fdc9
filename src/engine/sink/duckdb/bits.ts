/** Four bits as four bytes of 0 or 1. */
const boolBytes = Uint32Array.from({ length: 16 }, (_, bits) => {
  return (bits & 1) | ((bits & 2) << 7) | ((bits & 4) << 14) | ((bits & 8) << 21);
});

/** Each bit as a byte of 0 or 1; two words for each byte of bits. */
export function spreadBits(bits: Uint8Array, words: Uint32Array): void {
  for (let i = 0; i < bits.length; i++) {
    const byte = bits[i] ?? 0;
    words[2 * i] = boolBytes[byte & 15] ?? 0;
    words[2 * i + 1] = boolBytes[byte >> 4] ?? 0;
  }
}

/** Copies bits from position `start`, so that they begin at the first bit of the target. */
export function shiftBits(bits: Uint8Array, start: number, target: Uint8Array): void {
  const shift = start & 7;
  let byte = start >> 3;
  for (let i = 0; i < target.length; i++, byte++) {
    target[i] = ((bits[byte] ?? 0) >> shift) | ((bits[byte + 1] ?? 0) << (8 - shift));
  }
}
