/**
 * Texts that two values of one type share exactly where DuckDB calls them equal: NaN is NaN, -0 is 0. Every place that looks
 * for equal values composes them of these.
 */
export const canonical = {
  null: 'N',
  number: (value: number): string => String(value),
  bytes: ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
    `${byteLength}:${Buffer.from(buffer, byteOffset, byteLength).toString('latin1')}`,
  list: (elements: readonly string[]): string => `[${elements.join(',')}]`,
  struct: (fields: readonly string[]): string => `{${fields.join(',')}}`,
} as const;
