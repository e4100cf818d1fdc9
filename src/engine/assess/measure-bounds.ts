import type { ColumnMapping } from '../../shared/column-mapping.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import { asInteger, type SliceBounds, type SliceKind } from '../plan/slices.ts';
import { quoteDatabricks } from '../sql/databricks-text.ts';
import { type SourceScope, selectAggregates } from '../sql/source-queries.ts';
import type { AssessContext } from './assess-task.ts';

const mostSlices = 1_000;

/** Even bounds over the best column to cut by, in one query; undefined where no column can be cut by. */
export async function measureBounds(
  scope: SourceScope,
  columns: readonly ColumnMapping[],
  detail: { readonly bytes?: number; readonly preferred: readonly string[] },
  { control, sliceBytes, signal }: AssessContext,
): Promise<Omit<SliceBounds, 'target'> | undefined> {
  const candidates = columns.flatMap((column) => {
    const kind = sliceKind(column);
    return kind === undefined ? [] : [{ column: column.source, kind }];
  });
  const best = candidates.find(({ column }) => detail.preferred.includes(column)) ?? candidates[0];
  if (best === undefined) return undefined;
  const slices = Math.min(mostSlices, Math.ceil((detail.bytes ?? 0) / sliceBytes));
  const fractions = Array.from({ length: slices - 1 }, (_, i) => ((i + 1) / slices).toFixed(6));
  const [row] = await control.query(
    selectAggregates(scope, [
      `to_json(approx_percentile(${asInteger(best.column, best.kind)}, array(${fractions.join(', ')})))`,
      `count_if(${quoteDatabricks(best.column)} IS NULL)`,
    ]),
    signal,
  );
  const nulls = row?.a1;
  if (typeof nulls !== 'bigint' && typeof nulls !== 'number') {
    throw new ReplicatorError(
      'source.protocol',
      'The warehouse answered the question for slice bounds without a count.',
    );
  }
  const bounds = [...String(row?.a0 ?? '').matchAll(/-?\d+/g)].map(([digits]) => BigInt(digits));
  return { ...best, bounds, hasNulls: BigInt(nulls) > 0n };
}

function sliceKind(column: ColumnMapping): SliceKind | undefined {
  if (column.wire.kind === 'int') return 'integer';
  if (column.wire.kind === 'date') return 'date';
  return column.wire.kind === 'timestamp' && column.wire.zoned ? 'timestamp' : undefined;
}
