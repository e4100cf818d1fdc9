import type { Validation, WriteMode } from '../plan.ts';
import type { Field, NodeReader } from './node-reader.ts';
import type { LevelChoice } from './replication.ts';
import { suggest } from './suggest.ts';

interface Choice<T extends string> {
  readonly all: readonly T[];
  readonly available: readonly T[];
}

export const levelChoice: Choice<LevelChoice> = {
  all: ['auto', 'basic', 'pandas', 'parquet', 'streaming'],
  available: ['auto', 'basic', 'pandas', 'parquet', 'streaming'],
};

/** Beside the name of a level, where it is chosen. */
export const levelPurposes: Readonly<Record<LevelChoice, string>> = {
  auto: 'chooses and says why',
  basic: 'small tables',
  pandas: 'transformations',
  parquet: 'large tables',
  streaming: 'any size',
};

/** For people who choose; also in the JSON schema and where levels are offered. */
export const levelDescriptions: Readonly<Record<LevelChoice, string>> = {
  auto: 'Weighs size, types and machine, and says why.',
  basic: 'Small tables, in batches of rows; the simplest path.',
  pandas: 'Medium tables that are transformed on the way, as a frame in memory.',
  parquet: 'Large tables, by way of Parquet files, which can be kept.',
  streaming: 'Very large tables, chunk by chunk, with constant memory whatever the size.',
};

export const modeChoice: Choice<WriteMode> = {
  all: ['replace', 'append', 'merge', 'changes'],
  available: ['replace'],
};

export const validationChoice: Choice<Validation> = {
  all: ['counts', 'aggregates'],
  available: ['counts', 'aggregates'],
};

/** One of a closed set of words. */
export function readChoice<T extends string>(reader: NodeReader, field: Field, choice: Choice<T>): T | undefined {
  const expected = wordList(choice.available);
  const text = reader.text(field, expected);
  if (text === undefined) return undefined;
  const found = choice.all.find((word) => word === text);
  if (found === undefined) {
    const meant = suggest(text, choice.all);
    const hint = meant === undefined ? expected : `${expected}; did you mean “${meant}”?`;
    reader.report(field.place, 'badValue', { message: `${field.path} cannot be “${text}”`, expected: hint });
    return undefined;
  }
  if (choice.available.includes(found)) return found;
  reader.report(field.place, 'notAvailable', { message: `${field.path}: “${found}” is not available yet`, expected });
  return undefined;
}

/** `a`, `a or b`, `a, b or c`. */
export function wordList(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

/** As `readChoice`; a wish to switch validation off gets an answer of its own. */
export function readValidation(reader: NodeReader, field: Field): Validation | undefined {
  const value = reader.scalar(field);
  if (value !== 'none' && value !== false) return readChoice(reader, field, validationChoice);
  reader.report(field.place, 'badValue', {
    message: `${field.path}: counting rows cannot be switched off; it costs next to nothing`,
    expected: 'counts or aggregates',
  });
  return undefined;
}
