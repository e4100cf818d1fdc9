import { describe, expect, test } from 'vitest';
import { applyConnection, applyPanelEdit } from '../../../../src/extension/panel/apply-panel-edit.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';

const text = `# ours
connection: sample # for now
target: lake.duckdb   # here

tables:
  - samples.tpch.region   # small
  - source: samples.tpch.orders
    where: o_orderkey > 1 # most
`;
const region = { index: 0, source: 'samples.tpch.region' };
const orders = { index: 1, source: 'samples.tpch.orders' };

describe('edits of the panel', () => {
  test('a setting is added below its entry, and goes again without a trace but its form', () => {
    const set = applyPanelEdit(text, { kind: 'table', entry: region, key: 'target', value: 'main.{table}' });
    expect(set).toContain('  - source: samples.tpch.region   # small\n    target: main.{table}\n');
    const gone = applyPanelEdit(set, { kind: 'table', entry: region, key: 'target', value: null });
    expect(gone).toBe(text.replace('- samples.tpch.region', '- source: samples.tpch.region'));
  });

  test('an entry is switched off and on', () => {
    const off = applyPanelEdit(text, { kind: 'enable', entry: orders, enabled: false });
    expect(off).toBe(`${text}    enabled: false\n`);
    expect(applyPanelEdit(off, { kind: 'enable', entry: orders, enabled: true })).toBe(text);
  });

  test('columns are kept or left out', () => {
    const kept = applyPanelEdit(text, { kind: 'columns', entry: orders, columns: ['o_orderkey'], exclude: [] });
    expect(kept).toBe(`${text}    columns: [o_orderkey]\n`);
    const without = applyPanelEdit(kept, { kind: 'columns', entry: orders, columns: null, exclude: ['o_comment'] });
    expect(without).toBe(`${text}    exclude: [o_comment]\n`);
  });

  test('tables are added once, whatever their letter case', () => {
    const sources = ['samples.tpch.*', 'SAMPLES.tpch.Region'];
    expect(applyPanelEdit(text, { kind: 'addTables', sources })).toBe(`${text}  - samples.tpch.*\n`);
  });

  test('the target grows to a mapping and shrinks again', () => {
    const schema = applyPanelEdit(text, { kind: 'target', key: 'schema', value: '{catalog}' });
    expect(schema).toContain('target: { file: lake.duckdb, schema: "{catalog}" }   # here\n');
    expect(applyPanelEdit(schema, { kind: 'target', key: 'schema', value: null })).toBe(text);
    expect(applyPanelEdit(text, { kind: 'target', key: 'file', value: 'x.duckdb' })).toBe(
      text.replace('lake.duckdb', 'x.duckdb'),
    );
  });

  test('limits are numbers where they count, texts where they measure', () => {
    const edited = [{ key: 'tables', value: '2' } as const, { key: 'memory', value: '2GB' } as const].reduce(
      (before, { key, value }) => applyPanelEdit(before, { kind: 'limit', key, value }),
      text,
    );
    const parsed = parseReplication(edited);
    expect(parsed.ok && parsed.replication.limits).toMatchObject({ tables: 2, memoryBytes: 2e9 });
    expect(edited).toContain('connection: sample # for now\n');
  });

  test('an entry that has moved is not mistaken for another', () => {
    const moved = { index: 1, source: 'samples.tpch.region' };
    expect(() => applyPanelEdit(text, { kind: 'removeTable', entry: moved })).toThrow(ReplicatorError);
    expect(applyPanelEdit(text, { kind: 'removeTable', entry: region })).toBe(
      text.replace('  - samples.tpch.region   # small\n', ''),
    );
  });

  test('patterns are left out, and nothing is left of them when there are none', () => {
    const out = applyPanelEdit(text, { kind: 'exclude', patterns: ['samples.tpch.nation'] });
    expect(out).toBe(`${text}exclude: [samples.tpch.nation]\n`);
    expect(applyPanelEdit(out, { kind: 'exclude', patterns: [] })).toBe(text);
  });

  test('another connection is written as a document says it', () => {
    const profile = applyConnection(text, { kind: 'profile', name: 'dev', httpPath: '/sql/1.0/warehouses/1' });
    expect(profile).toContain('connection: { profile: dev, httpPath: /sql/1.0/warehouses/1 } # for now\n');
    expect(parseReplication(profile).ok).toBe(true);
    expect(applyConnection(profile, { kind: 'sample' })).toBe(text);
    expect(() => applyConnection(text, { kind: 'environment' })).toThrow('names its workspace');
  });
});
