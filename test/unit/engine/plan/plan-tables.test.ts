import { describe, expect, it } from 'vitest';
import type { AssessedTask } from '../../../../src/engine/assess/assessment.ts';
import { type PlanRequest, planTables } from '../../../../src/engine/plan/plan-tables.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';
import type { TableTask } from '../../../../src/shared/table-task.ts';

const task: TableTask = {
  source: { catalog: 'c', schema: 's', table: 't' },
  target: { schema: 's', table: 't' },
  targetIsExplicit: false,
  level: 'auto',
  mode: 'replace',
  validation: 'counts',
};

function assessed(
  more: Partial<TableTask> = {},
  facts: object = { version: 7, rows: 1_000_000, bytes: 90e6 },
): AssessedTask {
  return {
    assessment: {
      task: { ...task, ...more },
      table: {
        name: task.source,
        kind: 'MANAGED',
        format: 'DELTA',
        comment: "it's",
        columns: [
          { name: 'id', typeText: 'bigint', nullable: false, comment: 'key' },
          { name: 'v', typeText: 'variant', nullable: true },
        ],
        partitionColumns: [],
        filtered: false,
      },
      ...facts,
    },
  };
}

const request = (tasks: readonly AssessedTask[], existing: PlanRequest['existing'] = []): PlanRequest => ({
  createdAt: '2026-01-01T00:00:00.000Z',
  document: 'd',
  host: 'h',
  file: '/f.duckdb',
  limits: { tables: 4, downloads: 4, memoryBytes: 1, threads: 2, groupBytes: 1, sliceBytes: 1e9, batchRows: 10_000 },
  assessed: tasks,
  existing,
  published: [{ source: 'c.s.t', target: { schema: 's', table: 't' } }],
  keepPrevious: false,
});

describe('planTables', () => {
  it('counts on the memory that each of several frames has', () => {
    const of = (name: string) =>
      assessed(
        {
          source: { ...task.source, table: name },
          target: { ...task.target, table: name },
          transform: { columns: {}, derive: {} },
        },
        { version: 7, rows: 1_000_000, bytes: 90e6, transform: { columns: [], needsAllRows: true, sql: '' } },
      );
    const memoryOf = (names: readonly string[], tables: number): string[] => {
      const plain = request(names.map(of));
      const planned = planTables({ ...plain, limits: { ...plain.limits, tables, memoryBytes: 1_230_686_720 } });
      return planned.tables.map(({ levelReason }) => /what does not fit into (.*) goes/.exec(levelReason)?.[1] ?? '');
    };
    expect(memoryOf(['a'], 4)).toEqual(['170 MB']);
    expect(memoryOf(['a', 'b'], 4)).toEqual(['85.0 MB', '85.0 MB']);
    expect(memoryOf(['a', 'b'], 1)).toEqual(['170 MB', '170 MB']);
  });

  it('says the statement that the level basic runs, and what counting costs there', () => {
    const basic = (more: Partial<TableTask>, facts?: object) => {
      const [table] = planTables(request([assessed({ level: 'basic', ...more }, facts)])).tables;
      return { level: table?.level, sql: table?.slices[0]?.sql, warnings: table?.warnings };
    };
    const variant = expect.stringContaining('column v: a VARIANT becomes');
    expect(basic({})).toEqual({
      level: 'basic',
      sql: 'SELECT `id` AS c0, CAST((to_json(`v`)) AS BINARY) AS c1 FROM `c`.`s`.`t` VERSION AS OF 7',
      warnings: [variant],
    });
    expect(basic({ where: 'id > 1' }).warnings).toEqual([
      'the rows are counted in the source and here, which costs a scan because of the filter',
      variant,
    ]);
    expect(basic({ where: 'id > 1' }, { unpinnedReason: 'it is a view' }).warnings).toEqual([
      'no version is pinned (it is a view): the copy is what one statement saw',
      'without a pinned version the rows of the source cannot be counted, and the driver promises no number',
      variant,
    ]);
  });

  it('pins the version in every statement and says the SQL of both sides', () => {
    const plan = planTables(request([assessed()]));
    expect(plan.refused).toEqual([]);
    expect(plan.tables).toMatchObject([
      {
        version: 7,
        level: 'streaming',
        levelReason: 'at 90.0 MB with 1,000,000 rows it goes straight into the table, without a detour over the disk',
        estimatedSeconds: 3,
        countSql: 'SELECT count(*) AS row_count FROM `c`.`s`.`t` VERSION AS OF 7',
        slices: [{ sql: 'SELECT `id`, to_json(`v`) AS `v` FROM `c`.`s`.`t` VERSION AS OF 7', stagedCondition: 'true' }],
        sinkSql: [
          'CREATE TABLE "replicator_target"."s"."t__staging_<run>" ("id" BIGINT, "v" JSON)',
          'ALTER TABLE "replicator_target"."s"."t__staging_<run>" RENAME TO "t"',
          `COMMENT ON TABLE "replicator_target"."s"."t" IS 'it''s'`,
          `COMMENT ON COLUMN "replicator_target"."s"."t"."id" IS 'key'`,
        ],
      },
    ]);
    expect(plan.tables[0]?.warnings).toEqual([expect.stringContaining('column v: a VARIANT becomes its JSON text')]);
  });

  it('wraps the filter, cuts into slices, and does not count what would cost a scan', () => {
    const bounds = { column: 'id', kind: 'integer', bounds: [500n], hasNulls: false };
    const [table] = planTables(request([assessed({ where: 'id > 1 OR v IS NULL' }, { version: 7, bounds })])).tables;
    expect(table?.countSql).toBeUndefined();
    expect(table?.slices.map(({ sql }) => sql.slice(sql.indexOf('WHERE')))).toEqual([
      'WHERE (id > 1 OR v IS NULL\n) AND `id` < 500',
      'WHERE (id > 1 OR v IS NULL\n) AND `id` >= 500',
    ]);
  });

  it('replaces a table, drops its indexes with a warning, and refuses a view', () => {
    const existing = { name: { schema: 'S', table: 'T' }, indexes: 1 };
    const [table] = planTables(request([assessed()], [{ ...existing, kind: 'table' }])).tables;
    expect(table?.sinkSql[1]).toBe('DROP TABLE "replicator_target"."s"."t"');
    expect(table?.warnings).toContain('1 index of the local table will be dropped with it');
    const { refused } = planTables(request([assessed()], [{ ...existing, kind: 'view' }]));
    expect(refused).toMatchObject([{ source: 'c.s.t', error: { code: 'plan.collision' } }]);
  });

  it('refuses to replace a table that was not copied into the file', () => {
    const mine = { name: { schema: 's', table: 't' }, indexes: 0, kind: 'table' } as const;
    const { tables, refused } = planTables({ ...request([assessed()], [mine]), published: [] });
    expect(tables).toEqual([]);
    expect(refused).toMatchObject([{ source: 'c.s.t', error: { code: 'plan.collision' } }]);
  });

  it('refuses one table and keeps the others', () => {
    const other = { ...task, source: { ...task.source, table: 'u' } };
    const error = new ReplicatorError('source.notFound', 'gone');
    const plan = planTables(
      request([
        assessed(),
        { task: other, error },
        assessed({
          level: 'basic',
          keepSpool: true,
          source: { ...task.source, table: 'p' },
          target: { schema: 's', table: 'p' },
        }),
      ]),
    );
    expect(plan.tables.map(({ source }) => source.table)).toEqual(['t']);
    expect(plan.refused.map(({ source, error: { code } }) => [source, code])).toEqual([
      ['c.s.u', 'source.notFound'],
      ['c.s.p', 'usage.invalid'],
    ]);
  });

  it('says why no version is pinned', () => {
    const [table] = planTables(request([assessed({}, { unpinnedReason: 'it is a view' })])).tables;
    expect(table).toMatchObject({
      unpinnedReason: 'it is a view',
      slices: [{ sql: 'SELECT `id`, to_json(`v`) AS `v` FROM `c`.`s`.`t`' }],
    });
    expect(table?.version).toBeUndefined();
    expect(table?.warnings[0]).toContain('no version is pinned (it is a view)');
  });
});
