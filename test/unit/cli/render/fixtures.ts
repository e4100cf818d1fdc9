import type { Plan, TablePlan } from '../../../../src/shared/plan.ts';
import type { RunProgress, TableProgress } from '../../../../src/shared/progress.ts';
import type { Receipt, RunSummary } from '../../../../src/shared/receipt.ts';

const lineitem: TablePlan = {
  source: { catalog: 'samples', schema: 'tpch', table: 'lineitem' },
  target: { schema: 'tpch', table: 'lineitem' },
  kind: 'MANAGED',
  level: 'streaming',
  levelReason: 'auto: it has 1.2 GB; streaming is exact and needs the same memory for every size',
  mode: 'replace',
  validation: 'aggregates',
  version: 3,
  columns: [
    {
      source: 'l_orderkey',
      sourceType: 'BIGINT',
      target: 'l_orderkey',
      targetType: 'BIGINT',
      wire: { kind: 'int', bits: 64 },
    },
    {
      source: 'v',
      sourceType: 'VARIANT',
      target: 'v',
      targetType: 'JSON',
      wire: { kind: 'text' },
      expression: 'to_json(v)',
      loss: 'the types inside a value, e.g. dates become text',
    },
    { source: 'A', sourceType: 'STRING', target: 'A_1', targetType: 'VARCHAR', wire: { kind: 'text' } },
  ],
  where: "l_shipdate >= DATE'1995-01-01'",
  estimatedRows: 6_001_215,
  sourceBytes: 1_210_000_000,
  estimatedSeconds: 80,
  slices: [
    {
      index: 0,
      label: 'l_orderkey < 3000000',
      sql: 'SELECT `l_orderkey`, to_json(`v`) AS `v`, `A` FROM `samples`.`tpch`.`lineitem` VERSION AS OF 3 WHERE `l_orderkey` < 3000000',
      stagedCondition: 'l_orderkey < 3000000',
    },
    { index: 1, label: 'the rest', sql: 'SELECT 1', stagedCondition: 'true' },
  ],
  sinkSql: [
    'CREATE TABLE "replicator_target"."tpch"."lineitem__staging_<run>" ("l_orderkey" BIGINT, "v" JSON, "A_1" VARCHAR)',
  ],
  warnings: ['column A becomes A_1: DuckDB does not tell upper from lower case'],
};

export const plan: Plan = {
  createdAt: '2026-01-02T03:04:05.000Z',
  document: 'a1b2c3d4e5f60718',
  host: 'the sample warehouse',
  file: '/home/me/lake.duckdb',
  limits: {
    tables: 4,
    downloads: 4,
    memoryBytes: 2e9,
    threads: 2,
    groupBytes: 1e9,
    sliceBytes: 4e9,
    batchRows: 10_000,
  },
  tables: [lineitem],
  refused: [
    {
      source: 'samples.types.denied',
      error: {
        code: 'auth.forbidden',
        message: 'You have no SELECT on it.',
        facts: {},
        subject: { table: 'samples.types.denied', column: 'c' },
      },
    },
  ],
};

const waiting: TableProgress = {
  source: 'samples.tpch.orders',
  target: 'tpch.orders',
  phase: 'waiting',
  rows: 0,
  bytes: 0,
  slices: { done: 0, total: 1 },
  retries: 0,
  elapsedMs: 0,
  rowsPerSecond: 0,
  bytesPerSecond: 0,
};

export const extracting: TableProgress = {
  ...waiting,
  source: 'samples.tpch.lineitem',
  target: 'tpch.lineitem',
  phase: 'extracting',
  rows: 2_700_547,
  totalRows: 6_001_215,
  bytes: 500_000_000,
  slices: { done: 1, total: 4 },
  retries: 2,
  elapsedMs: 8000,
  rowsPerSecond: 352_001,
  bytesPerSecond: 45_600_000,
};

export const progress: RunProgress = {
  runId: 'r1',
  elapsedMs: 72_000,
  tables: [
    extracting,
    waiting,
    {
      ...waiting,
      source: 'samples.tpch.part',
      target: 'tpch.part',
      phase: 'done',
      rows: 200_000,
      bytes: 30_000_000,
      elapsedMs: 1234,
    },
    {
      ...waiting,
      source: 'samples.types.a_table_with_quite_a_long_name',
      target: 'types.a_table_with_quite_a_long_name',
      phase: 'failed',
      error: {
        code: 'value.outOfRange',
        message: 'The date 99999-01-01\u001b[31m does not fit.',
        facts: {},
        subject: {},
      },
    },
    { ...waiting, source: 'samples.tpch.nation', target: 'tpch.nation', phase: 'publishing', rows: 25 },
  ],
};

const receipt: Receipt = {
  runId: 'r1',
  source: 'samples.tpch.lineitem',
  target: 'tpch.lineitem',
  level: 'streaming',
  mode: 'replace',
  version: 3,
  rows: { manifest: 6_001_215, received: 6_001_215, stored: 6_001_215, source: 6_001_215 },
  validation: 'aggregates',
  comparedColumns: 16,
  columns: 16,
  bytes: 1_100_000_000,
  wireBytes: 400_000_000,
  slices: 4,
  retries: 2,
  resumed: true,
  statementIds: ['01ef'],
  startedAt: '2026-01-02T03:04:05.000Z',
  durationMs: 20_000,
  metrics: {
    phases: { statement: 900, download: 52_000, decode: 4000, append: 15_000, checkpoint: 300, validate: 200 },
    peakMemoryBytes: 612e6,
  },
  notes: [],
};

const { version: _, comparedColumns: __, ...withoutVersion } = receipt;
const view: Receipt = {
  ...withoutVersion,
  source: 'samples.types.view',
  target: 'types.view',
  rows: { manifest: 3, received: 3, stored: 3 },
  validation: 'counts',
  resumed: false,
  durationMs: 400,
  notes: ['rows of the source were not counted: no version is pinned'],
};

export const summary: RunSummary = {
  runId: 'r1',
  state: 'failed',
  durationMs: 75_000,
  tables: [
    { state: 'done', source: receipt.source, target: receipt.target, receipt },
    { state: 'done', source: view.source, target: view.target, receipt: view },
    {
      state: 'failed',
      source: 'samples.types.dates',
      target: 'types.dates',
      error: {
        code: 'value.outOfRange',
        message: 'The date 99999-01-01 does not fit.',
        facts: {},
        subject: { column: 'd' },
      },
    },
  ],
};
