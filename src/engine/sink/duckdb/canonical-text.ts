import { canonical } from '../../arrow/canonical-text.ts';

/** The canonical text of a value of the driver. */
export function canonicalText(value: unknown): string {
  if (value === null) return canonical.null;
  if (value instanceof Uint8Array) return canonical.bytes(value);
  if (Array.isArray(value)) return canonical.list(value.map(canonicalText));
  if (typeof value === 'object') return canonical.struct(Object.values(value).map(canonicalText));
  return typeof value === 'number' ? canonical.number(value) : String(value);
}
