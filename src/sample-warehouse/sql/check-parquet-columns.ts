import { columnAlreadyExists, invalidColumnName, unsupported, unsupportedForParquet } from './errors.ts';
import type { ReadColumn } from './read-arrow.ts';
import { type Type, typeText } from './types.ts';

const refusedCharacters = /[ ,;{}()\n\t=]/;

/** @throws SqlError for what Spark does not write to Parquet */
export function checkParquetColumns(columns: readonly ReadColumn[]): void {
  const seen = new Set<string>();
  for (const { name, type } of columns) {
    const folded = name.toLowerCase();
    if (seen.has(folded)) throw columnAlreadyExists(name);
    seen.add(folded);
    checkName(name);
    checkType(name, type);
  }
}

function checkName(name: string): void {
  if (refusedCharacters.test(name)) throw invalidColumnName(name);
}

function checkType(column: string, type: Type): void {
  switch (type.kind) {
    case 'array':
      checkType(column, type.element);
      break;
    case 'map':
      checkType(column, type.key);
      checkType(column, type.value);
      break;
    case 'struct':
      for (const field of type.fields) {
        checkName(field.name);
        checkType(column, field.type);
      }
      break;
    case 'geo':
      throw unsupportedForParquet(column, typeText(type));
    case 'plain':
      if (type.name === 'VOID' || type.name === 'VARIANT') throw unsupportedForParquet(column, type.name);
      break;
    case 'yearMonth':
    case 'dayTime':
      throw unsupported('intervals in Parquet files');
    default:
      break;
  }
}
