import type { ResultColumn } from '../sql/sql-engine.ts';
import { parseSqlType } from '../thrift/results/sql-type.ts';
import type { StatementResult } from './statement-result.ts';

const typeNames: Readonly<Record<string, string>> = {
  TINYINT: 'BYTE',
  SMALLINT: 'SHORT',
  BIGINT: 'LONG',
  VOID: 'NULL',
};

/** `LONG` for `BIGINT`, `ARRAY` for `ARRAY<INT>`: the type's name in manifests and in Unity Catalog. */
export function typeName(typeText: string): string {
  const type = parseSqlType(typeText);
  return type.kind === 'scalar' ? (typeNames[type.name] ?? type.name) : type.kind.toUpperCase();
}

export function describeManifestColumn(column: ResultColumn, position: number) {
  const type = parseSqlType(column.typeText);
  return {
    name: column.name,
    type_text: column.typeText,
    type_name: typeName(column.typeText),
    position,
    ...(type.kind === 'decimal' ? { type_precision: type.precision, type_scale: type.scale } : {}),
    ...(type.kind === 'interval' ? { type_interval_type: type.text.slice('INTERVAL '.length) } : {}),
  };
}

function schemaOf(columns: readonly ResultColumn[]) {
  return {
    column_count: columns.length,
    ...(columns.length === 0 ? {} : { columns: columns.map(describeManifestColumn) }),
  };
}

/** The manifest with the keys, and the order of keys, of a real one; what is empty there is absent here. */
export function describeManifest(result: StatementResult) {
  if (result.kind === 'json') {
    const rows = result.rows.length;
    return {
      format: 'JSON_ARRAY',
      schema: schemaOf(result.columns),
      total_chunk_count: rows === 0 ? 0 : 1,
      ...(rows === 0 ? {} : { chunks: [{ chunk_index: 0, row_offset: 0, row_count: rows }] }),
      total_row_count: rows,
      truncated: result.truncated,
    };
  }
  const { stored } = result;
  const chunks = stored.files.map((file) => ({
    chunk_index: file.index,
    row_offset: file.rowOffset,
    row_count: file.rows,
    byte_count: file.rawBytes,
  }));
  return {
    format: 'ARROW_STREAM',
    schema: schemaOf(stored.columns),
    total_chunk_count: chunks.length,
    ...(chunks.length === 0 ? {} : { chunks }),
    total_row_count: stored.totalRows,
    total_byte_count: stored.totalRawBytes,
    truncated: stored.truncated,
    ...(stored.compression === 'lz4' ? { result_compression: 'LZ4_FRAME' } : {}),
  };
}
