import { stringify } from 'yaml';

export type ScalarValue = string | number | boolean;
export type Value = ScalarValue | readonly ScalarValue[] | Readonly<Record<string, ScalarValue>>;

export function isScalarValue(value: Value): value is ScalarValue {
  return typeof value !== 'object';
}

/** As YAML in one line. @param quoted - texts in double quotes */
export function writeInline(value: Value, quoted = false): string {
  if (isScalarValue(value)) return writeScalar(value, quoted, false);
  const inside = (one: ScalarValue): string => writeScalar(one, false, true);
  if (isList(value)) return `[${value.map(inside).join(', ')}]`;
  return `{ ${entries(value)
    .map(([key, one]) => `${key}: ${inside(one)}`)
    .join(', ')} }`;
}

/**
 * `key: value` at an indentation, in as many lines as are good to read, without the last line's end.
 * @param key - empty for the item of a list, whose dash stands before it
 */
export function writeEntry(key: string, value: Value, indent: string): string {
  const start = key === '' ? '' : `${key}:`;
  if (isScalarValue(value)) return `${start}${key === '' ? '' : ' '}${writeInline(value)}`;
  if (isList(value)) return `${start} ${writeInline(value)}`;
  const lines = entries(value).map(([name, one]) => `${name}: ${writeInline(one)}`);
  if (key === '') return lines.join(`\n${indent}`);
  return `${start}\n${lines.map((line) => `${indent}  ${line}`).join('\n')}`;
}

function isList(value: Exclude<Value, ScalarValue>): value is readonly ScalarValue[] {
  return Array.isArray(value);
}

function entries(value: Readonly<Record<string, ScalarValue>>): readonly (readonly [string, ScalarValue])[] {
  return Object.entries(value);
}

function writeScalar(value: ScalarValue, quoted: boolean, insideFlow: boolean): string {
  const options = {
    lineWidth: 0,
    ...(quoted ? { defaultStringType: 'QUOTE_DOUBLE' as const } : {}),
    ...(typeof value === 'string' && value.includes('\n') ? { blockQuote: false as const } : {}),
  };
  if (!insideFlow) return stringify(value, options).trimEnd();
  return stringify([value], { ...options, collectionStyle: 'flow' as const, flowCollectionPadding: false })
    .trimEnd()
    .slice(1, -1);
}
