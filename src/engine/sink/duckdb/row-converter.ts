import type { DuckDBType, DuckDBValue } from '@duckdb/node-api';
import type { ColumnMapping } from '../../../shared/column-mapping.ts';
import { ReplicatorError } from '../../../shared/errors.ts';
import type { DriverRow } from '../../source/source.ts';
import { RefusedValue, valueConverter } from './value-converter.ts';

/** @throws ReplicatorError `type.wireMismatch`, `value.*`, which name the column and the row inside the batch */
export type RowConverter = (row: DriverRow, index: number) => DuckDBValue[];

/** @throws ReplicatorError `type.wireMismatch` where the table cannot take what the plan expects */
export function rowConverter(columns: readonly ColumnMapping[], types: readonly DuckDBType[]): RowConverter {
  const mismatch = (text: string) => new ReplicatorError('type.wireMismatch', text);
  if (types.length !== columns.length) {
    throw mismatch(`The staging table has ${types.length} columns where the plan has ${columns.length}.`);
  }
  const converters = columns.map((column, i) => {
    const type = types[i];
    const convert = type && valueConverter(column.wire, type);
    if (convert !== undefined) return convert;
    const text = `Column "${column.source}" of the staging table is ${type}, planned as ${column.targetType}.`;
    throw mismatch(text).about({ column: column.source });
  });
  return (row, index) => {
    if (row.length !== columns.length) {
      throw mismatch(`A row has ${row.length} columns where the plan expects ${columns.length}.`);
    }
    return converters.map((convert, i) => {
      try {
        return convert(row[i]);
      } catch (error) {
        throw error instanceof RefusedValue ? error.at(columns[i]?.source ?? '', index) : error;
      }
    });
  };
}
