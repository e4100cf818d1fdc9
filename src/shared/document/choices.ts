import type { Validation, WriteMode } from '../plan.ts';
import type { Field, NodeReader } from './node-reader.ts';
import type { LevelChoice } from './replication.ts';
import { suggest } from './suggest.ts';

interface Choice<T extends string> {
  readonly all: readonly T[];
  readonly available: readonly T[];
}

export const levelChoice: Choice<LevelChoice> = {
  all: ['auto', 'streaming', 'basic', 'pandas', 'parquet'],
  available: ['auto', 'streaming', 'basic', 'pandas', 'parquet'],
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
  const expected = choice.available.join(' or ');
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
