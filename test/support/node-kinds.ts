import type { CatalogNode } from '../../src/extension/catalog/catalog-node.ts';
import { renderNode } from '../../src/extension/catalog/render-node.ts';
import type { LocalNode } from '../../src/extension/local/local-node.ts';
import { renderLocalNode } from '../../src/extension/local/render-local-node.ts';
import { contextOf } from '../../src/extension/runs/render-run-node.ts';
import type { LocalTable, TableOrigin } from '../../src/shared/local-file.ts';
import type { RunRecord } from '../../src/shared/run-record.ts';

/** What `viewItem` can be, by view, as the trees make it. */
export function nodeKinds(): Readonly<Record<string, readonly string[]>> {
  const marks = [{ isFavourite: false }, { isFavourite: true }, { isFavourite: false, filter: 'x' }];
  return {
    'replicator.catalog': catalogNodes().flatMap((node) =>
      marks.map((mark) => renderNode(node, mark).contextValue ?? ''),
    ),
    'replicator.local': localNodes().flatMap((node) =>
      [undefined, { target: 's.t', state: 'behind', reason: 'Behind.' } as const].map(
        (freshness) => renderLocalNode(node, freshness).contextValue ?? '',
      ),
    ),
    'replicator.runs': runRecords().map(contextOf),
  };
}

function catalogNodes(): readonly CatalogNode[] {
  const within = { place: 'tree', connectionId: 'c' } as const;
  const kinds = ['MANAGED', 'EXTERNAL', 'VIEW', 'MATERIALIZED_VIEW', 'STREAMING_TABLE', 'FOREIGN', 'METRIC_VIEW'];
  const tables = kinds.map((kind) => {
    const name = { catalog: 'c', schema: 's', table: 't' };
    return { ...within, kind: 'table' as const, entry: { name, kind } };
  });
  const connection = {
    kind: 'connection',
    connectionId: 'c',
    saved: { kind: 'sample', id: 'c', label: 'Sample' },
    active: true,
  } as const;
  const columns = tables.map((table): CatalogNode => {
    return { kind: 'column', table, entry: { name: 'k', type: 'int', nullable: true }, roles: [] };
  });
  return [
    connection,
    { kind: 'favourites' },
    { ...within, kind: 'catalog', entry: { name: 'c' } },
    { ...within, kind: 'schema', entry: { catalog: 'c', name: 's' } },
    ...tables,
    ...columns,
    { kind: 'error', parent: connection, error: new Error('x') },
    { kind: 'empty', parent: connection, text: 'x' },
    { kind: 'loading', parent: connection, shown: 0 },
    { kind: 'more', parent: connection, shown: 0 },
  ];
}

function localNodes(): readonly LocalNode[] {
  const file = { kind: 'localFile', file: '/x.duckdb', isTarget: false } as const;
  const origin: TableOrigin = {
    runId: 'r',
    source: 'a.b.c',
    host: 'h',
    begunAt: '2026-01-01T00:00:00Z',
    copiedAt: '2026-01-01T00:00:00Z',
    level: 'streaming',
    mode: 'replace',
    validation: 'counts',
    rows: 1,
    undoable: true,
  };
  const table: LocalTable = { name: { schema: 's', table: 't' }, kind: 'table', columns: [] };
  const tables = [
    table,
    { ...table, origin },
    { ...table, origin: { ...origin, undoable: false } },
    { ...table, kind: 'view' as const },
  ];
  const nodes = tables.map((each) => ({ kind: 'localTable' as const, file: '/x.duckdb', table: each }));
  return [
    file,
    { ...file, isTarget: true },
    { kind: 'localSchema', file: '/x.duckdb', schema: 's' },
    ...nodes,
    ...nodes.map((parent): LocalNode => ({ kind: 'localColumn', parent, column: { name: 'k', type: 'INTEGER' } })),
    { kind: 'error', parent: file, error: new Error('x') },
    { kind: 'empty', parent: file, text: 'x' },
  ];
}

function runRecords(): readonly RunRecord[] {
  const states = [
    'waiting',
    'planning',
    'running',
    'cancelling',
    'done',
    'failed',
    'cancelled',
    'interrupted',
  ] as const;
  return states.flatMap((state) =>
    [true, false].map(
      (marked): RunRecord => ({
        id: 'x',
        document: 'file:///x.replication.yaml',
        title: 'x',
        connection: 'x',
        file: '/x.duckdb',
        startedAt: '2026-01-01T00:00:00Z',
        state,
        resumable: marked,
        undoable: marked,
        ...(marked ? { summary: { runId: 'r', state: 'done', tables: [], durationMs: 1 } } : {}),
      }),
    ),
  );
}
