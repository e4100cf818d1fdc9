/** What differs from one run to the next; its type is compared, its value is not. */
const passing = new Set([
  'statement_id',
  'session_id',
  'external_link',
  'expiration',
  'byte_count',
  'total_byte_count',
  'attachment',
]);

/** A reply with what differs from run to run replaced by its type; the order of keys is kept, as entries. */
export function shapeOf(value: unknown, key = ''): unknown {
  if (passing.has(key)) return typeof value;
  if (Array.isArray(value)) return value.map((each) => shapeOf(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).map(([name, each]) => [name, shapeOf(each, name)]);
}
