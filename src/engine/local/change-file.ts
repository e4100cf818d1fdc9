import { ReplicatorError } from '../../shared/errors.ts';
import { type TargetName, targetLabel } from '../../shared/names.ts';
import type { Sink, SinkRow, Statement } from '../sink/sink.ts';
import { findTable } from '../sql/copy-queries.ts';
import { describeRelation, dropRelation, findKept, forgetKept } from '../sql/local-queries.ts';
import { stateSchema } from '../state/schema.ts';
import { text } from '../state/state-text.ts';

/** @throws ReplicatorError `query.invalid` where there is no such table or view */
export async function describeCreate(
  read: (statement: Statement) => Promise<readonly SinkRow[]>,
  name: TargetName,
): Promise<string> {
  return text((await find(read, name)).sql);
}

/** With the copy that was kept of it. @throws ReplicatorError `query.invalid` where there is no such table or view */
export async function dropLocal(sink: Pick<Sink, 'query' | 'transaction'>, name: TargetName): Promise<void> {
  const found = await find((statement) => sink.query(statement), name);
  const kind = found.kind === 'view' ? 'view' : 'table';
  const [state] = await sink.query(findTable({ schema: stateSchema, table: 'tables' }));
  const [column] = state === undefined ? [] : await sink.query(findKept.column);
  const kept = column === undefined ? [] : await sink.query(findKept.of(name));
  await sink.transaction([
    dropRelation(kind, name),
    ...kept.map((row) => dropRelation('table', { schema: name.schema, table: text(row.previous) })),
    ...(column === undefined ? [] : [forgetKept(name)]),
  ]);
}

async function find(read: (statement: Statement) => Promise<readonly SinkRow[]>, name: TargetName): Promise<SinkRow> {
  const [found] = await read(describeRelation(name));
  if (found !== undefined) return found;
  throw new ReplicatorError('query.invalid', `There is no table or view ${targetLabel(name)} in the file.`);
}
