import { type Table, tableToIPC } from 'apache-arrow';
import { BatchMemory } from '../../../../src/engine/arrow/batch-memory.ts';
import { checkValues } from '../../../../src/engine/arrow/check-values.ts';
import { type Column, readColumns } from '../../../../src/engine/arrow/column.ts';
import { readIpcStream } from '../../../../src/engine/arrow/ipc-stream.ts';
import { matchSchema } from '../../../../src/engine/arrow/shape.ts';
import type { ColumnMapping, WireType } from '../../../../src/shared/column-mapping.ts';

export function expectedColumn(name: string, wire: WireType): ColumnMapping {
  return { source: name, sourceType: wire.kind, target: name, targetType: wire.kind, wire };
}

export function streamOf(table: Table): ArrayBuffer {
  return Uint8Array.from(tableToIPC(table, 'stream')).buffer;
}

/** All that happens to a stream before its rows are handed to DuckDB. */
export function readAll(stream: ArrayBuffer, columns: readonly ColumnMapping[]): readonly Column[] {
  const { schema, batches } = readIpcStream(stream);
  const shapes = matchSchema(schema, columns);
  const names = columns.map((column) => column.source);
  return batches.flatMap((batch) => {
    const { buffer, layout } = new BatchMemory().load(stream, batch);
    const read = readColumns(buffer, layout, shapes, names);
    for (const [i, column] of read.entries()) checkValues(column, names[i] ?? '');
    return read;
  });
}
