import { stringify } from 'yaml';

export type ScalarValue = string | number | boolean;
export type Value = ScalarValue | readonly ScalarValue[] | ValueMap;
export interface ValueMap {
  readonly [key: string]: Value;
}

export function isScalarValue(value: Value): value is ScalarValue {
  return typeof value !== 'object';
}

export function isMapping(value: Value): value is ValueMap {
  return !isScalarValue(value) && !isList(value);
}

/** As YAML in one line. @param quoted - texts in double quotes */
export function writeInline(value: Value, quoted = false): string {
  return isScalarValue(value) ? writeScalar(value, quoted, false) : writeInFlow(value);
}

/**
 * `key: value` at an indentation, in as many lines as are good to read, without the last line's end.
 * @param key - empty for the item of a list, whose dash stands before it
 */
export function writeEntry(key: string, value: Value, indent: string): string {
  const start = key === '' ? '' : `${writeKey(key)}:`;
  if (isScalarValue(value)) return `${start}${key === '' ? '' : ' '}${writeInline(value)}`;
  if (isList(value)) return `${start} ${writeInline(value)}`;
  const inner = key === '' ? indent : `${indent}  `;
  const lines = Object.entries(value).map(([name, one]) => writeEntry(name, one, inner));
  return key === '' ? lines.join(`\n${inner}`) : [start, ...lines].join(`\n${inner}`);
}

/** A key as YAML, in quotes where it needs them. @param insideFlow - within {…} */
export function writeKey(key: string, insideFlow = false): string {
  return writeScalar(key, false, insideFlow);
}

function writeInFlow(value: Value): string {
  if (isScalarValue(value)) return writeScalar(value, false, true);
  if (isList(value)) return `[${value.map(writeInFlow).join(', ')}]`;
  const entries = Object.entries(value).map(([key, one]) => `${writeKey(key, true)}: ${writeInFlow(one)}`);
  return `{ ${entries.join(', ')} }`;
}

export function isList(value: Value): value is readonly ScalarValue[] {
  return Array.isArray(value);
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
