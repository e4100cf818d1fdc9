const prefixLength = 8;
const continuation = 0xffff_ffff;

/** The body length of an encapsulated message: field 3 of the flatbuffer table `Message`. */
function bodyLength(metadata: Buffer): number {
  const table = metadata.readUInt32LE(0);
  const vtable = table - metadata.readInt32LE(table);
  const slot = 4 + 2 * 3;
  const offset = slot < metadata.readUInt16LE(vtable) ? metadata.readUInt16LE(vtable + slot) : 0;
  return offset === 0 ? 0 : Number(metadata.readBigInt64LE(table + offset));
}

/** The encapsulated messages of an Arrow IPC stream, schema first, without the end-of-stream marker. */
export function splitMessages(stream: Buffer): readonly Buffer[] {
  const messages: Buffer[] = [];
  let at = 0;
  while (at + prefixLength <= stream.length) {
    if (stream.readUInt32LE(at) !== continuation) throw new RangeError(`No Arrow message at byte ${at}.`);
    const metadataLength = stream.readInt32LE(at + 4);
    if (metadataLength === 0) break;
    const bodyAt = at + prefixLength + metadataLength;
    const end = bodyAt + bodyLength(stream.subarray(at + prefixLength, bodyAt));
    messages.push(stream.subarray(at, end));
    at = end;
  }
  return messages;
}
