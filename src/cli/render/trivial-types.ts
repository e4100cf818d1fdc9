import type { ColumnMapping } from '../../shared/column-mapping.ts';

/** Databricks types whose counterpart nobody needs to be told. */
const counterparts: Readonly<Record<string, string>> = {
  BOOLEAN: 'BOOLEAN',
  TINYINT: 'TINYINT',
  SMALLINT: 'SMALLINT',
  INT: 'INTEGER',
  BIGINT: 'BIGINT',
  FLOAT: 'FLOAT',
  DOUBLE: 'DOUBLE',
  STRING: 'VARCHAR',
  BINARY: 'BLOB',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMPTZ',
  TIMESTAMP_NTZ: 'TIMESTAMP',
};

/** Whether a column arrives under its own name, as the plain counterpart of its type, with nothing lost. */
export function isTrivial(column: ColumnMapping): boolean {
  const { source, target, sourceType, targetType, expression, loss } = column;
  if (source !== target || expression !== undefined || loss !== undefined) return false;
  if (counterparts[sourceType] === targetType) return true;
  return sourceType === targetType && sourceType.startsWith('DECIMAL(');
}
