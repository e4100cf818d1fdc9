import { parseArgs } from 'node:util';

/** Reads options that all take a value. @throws Error for what is no option */
export function readOptions<Name extends string>(
  args: readonly string[],
  defaults: Readonly<Record<Name, string>>,
): Readonly<Record<Name | 'json', string | undefined>> & Readonly<Record<Name, string>> {
  const names: readonly string[] = [...Object.keys(defaults), 'json'];
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  });
  if (positionals.length > 0) throw new Error(`What is ${positionals.join(' ')}? Lists are written with commas.`);
  return { json: undefined, ...defaults, ...values } as ReturnType<typeof readOptions<Name>>;
}

/** Those of `all` that a list with commas names, in the order of `all`. @throws Error for any other name */
export function chosen<T extends string>(what: string, list: string, all: readonly T[]): readonly T[] {
  const names = list.split(',');
  const unknown = names.find((name) => !all.some((one) => one === name));
  if (unknown !== undefined) throw new Error(`There is no ${what} ${unknown}; there are ${all.join(', ')}.`);
  return all.filter((one) => names.includes(one));
}

/** @throws Error for what is no whole number above 0 */
export function wholeNumber(what: string, text: string): number {
  const number = positive(what, text);
  if (!Number.isSafeInteger(number)) throw new Error(`--${what} must be a whole number, not ${text}.`);
  return number;
}

/** @throws Error for what is no number above 0 */
export function positive(what: string, text: string): number {
  const number = Number(text);
  if (!(number > 0 && number < Infinity)) throw new Error(`--${what} must be a number above 0, not ${text}.`);
  return number;
}
