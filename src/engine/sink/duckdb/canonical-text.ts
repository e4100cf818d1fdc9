/** A text that two values of one type share exactly where DuckDB calls them equal: NaN is NaN, -0 is 0. */
export function canonicalText(value: unknown): string {
  if (value === null) return 'N';
  if (value instanceof Uint8Array) {
    const { buffer, byteOffset, byteLength } = value;
    return `${byteLength}:${Buffer.from(buffer, byteOffset, byteLength).toString('latin1')}`;
  }
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value === 'object') return `{${Object.values(value).map(canonicalText).join(',')}}`;
  return String(value);
}
