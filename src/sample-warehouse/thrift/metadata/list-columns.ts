import type { Catalog } from '../../catalog.ts';
import { matchingTables, type Patterns } from './list-objects.ts';
import { type MetadataColumn, MetadataResult } from './metadata-result.ts';
import { namePattern } from './name-pattern.ts';
import { listedTypeFacts, listedTypes, typeFacts } from './type-facts.ts';

const columnColumns: readonly MetadataColumn[] = [
  { name: 'TABLE_CAT', comment: 'Catalog name. NULL if not applicable' },
  { name: 'TABLE_SCHEM', comment: 'Schema name' },
  { name: 'TABLE_NAME', comment: 'Table name' },
  { name: 'COLUMN_NAME', comment: 'Column name' },
  { name: 'DATA_TYPE', comment: 'SQL type from java.sql.Types', typeText: 'INT' },
  { name: 'TYPE_NAME', comment: 'Data source dependent type name, for a UDT the type name is fully qualified' },
  { name: 'COLUMN_SIZE', comment: 'Column size', typeText: 'INT' },
  { name: 'BUFFER_LENGTH', comment: 'Unused', typeText: 'INT' },
  { name: 'DECIMAL_DIGITS', comment: 'The number of fractional digits', typeText: 'INT' },
  { name: 'NUM_PREC_RADIX', comment: 'Radix (typically either 10 or 2)', typeText: 'INT' },
  { name: 'NULLABLE', comment: 'Is NULL allowed', typeText: 'INT' },
  { name: 'REMARKS', comment: 'Comment describing column (may be null)' },
  { name: 'COLUMN_DEF', comment: 'Default value (may be null)' },
  { name: 'SQL_DATA_TYPE', comment: 'Unused', typeText: 'INT' },
  { name: 'SQL_DATETIME_SUB', comment: 'Unused', typeText: 'INT' },
  { name: 'CHAR_OCTET_LENGTH', comment: 'For char types the maximum number of bytes in the column', typeText: 'INT' },
  { name: 'ORDINAL_POSITION', comment: 'Index of column in table (starting at 1)', typeText: 'INT' },
  { name: 'IS_NULLABLE', comment: '"NO" means column definitely does not allow NULL values' },
  { name: 'SCOPE_CATALOG', comment: 'Catalog of table that is the scope of a reference attribute' },
  { name: 'SCOPE_SCHEMA', comment: 'Schema of table that is the scope of a reference attribute' },
  { name: 'SCOPE_TABLE', comment: 'Table name that this the scope of a reference attribute' },
  { name: 'SOURCE_DATA_TYPE', comment: 'Source type of a distinct type or user-generated Ref type', typeText: 'INT' },
  { name: 'IS_AUTO_INCREMENT', comment: 'Indicates whether this column is auto incremented.' },
];

export function listColumns(catalog: Catalog, patterns: Patterns): MetadataResult {
  const fits = namePattern(patterns.columnName);
  const rows = matchingTables(catalog, patterns).flatMap((table) =>
    table.columns.flatMap((column, index) => {
      if (!fits(column.name)) return [];
      const facts = typeFacts(column.typeText);
      return [
        [
          ...[table.catalog, table.schema, table.name, column.name, facts.jdbcType, facts.name, facts.size, null],
          ...[facts.digits, facts.radix, column.nullable ? 1 : 0, column.comment ?? '', null, null, null, null],
          ...[index + 1, column.nullable ? 'YES' : 'NO', null, null, null, null, 'NO'],
        ],
      ];
    }),
  );
  return new MetadataResult(columnColumns, rows);
}

const typeColumns: readonly MetadataColumn[] = [
  { name: 'TYPE_NAME', comment: 'Type name' },
  { name: 'DATA_TYPE', comment: 'SQL data type from java.sql.Types', typeText: 'INT' },
  { name: 'PRECISION', comment: 'Maximum precision', typeText: 'INT' },
  { name: 'LITERAL_PREFIX', comment: 'Prefix used to quote a literal (may be null)' },
  { name: 'LITERAL_SUFFIX', comment: 'Suffix used to quote a literal (may be null)' },
  { name: 'CREATE_PARAMS', comment: 'Parameters used in creating the type (may be null)' },
  { name: 'NULLABLE', comment: 'Can you use NULL for this type', typeText: 'INT' },
  { name: 'NUM_PREC_RADIX', comment: 'Usually 2 or 10', typeText: 'INT' },
];

export function listTypes(): MetadataResult {
  const rows = listedTypes.map((name) => {
    const { jdbcType, size, radix } = listedTypeFacts(name);
    return [name.replace(/\(.*/, ''), jdbcType, size, null, null, null, 1, radix];
  });
  return new MetadataResult(typeColumns, rows);
}

function textColumns(names: string): readonly MetadataColumn[] {
  return names.split(' ').map((name) => ({ name, comment: '' }));
}

/** The catalog of the sample warehouse keeps no functions. */
export function listFunctions(): MetadataResult {
  return new MetadataResult(
    textColumns('FUNCTION_CAT FUNCTION_SCHEM FUNCTION_NAME REMARKS FUNCTION_TYPE SPECIFIC_NAME'),
    [],
  );
}

/** The catalog of the sample warehouse keeps no constraints. */
export function listPrimaryKeys(): MetadataResult {
  return new MetadataResult(textColumns('TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME KEY_SEQ PK_NAME'), []);
}

export function listCrossReferences(): MetadataResult {
  const names =
    'PKTABLE_CAT PKTABLE_SCHEM PKTABLE_NAME PKCOLUMN_NAME FKTABLE_CAT FKTABLE_SCHEM FKTABLE_NAME FKCOLUMN_NAME KEY_SEQ UPDATE_RULE DELETE_RULE FK_NAME PK_NAME DEFERRABILITY';
  return new MetadataResult(textColumns(names), []);
}
