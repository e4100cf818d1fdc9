import { describe, expect, it } from 'vitest';
import { resolveTasks } from '../../../../src/engine/assess/resolve-tasks.ts';
import type { CatalogReader } from '../../../../src/engine/source/source.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';
import { sourceLabel, targetLabel } from '../../../../src/shared/names.ts';

const tree: Record<string, Record<string, string[]>> = {
  main: { sales: ['orders', 'lines', 'tmp_x'], crm: ['people'], information_schema: ['tables'] },
  dev: { sales: ['orders'] },
};

const catalog: CatalogReader = {
  listCatalogs: async () => Object.keys(tree),
  listSchemas: async (name) => Object.keys(tree[name] ?? {}),
  listTables: async (name, schema) => {
    const tables = tree[name]?.[schema];
    if (tables === undefined)
      throw new ReplicatorError('source.notFound', `Schema '${name}.${schema}' does not exist.`);
    return tables.map((table) => ({ name: { catalog: name, schema, table }, kind: 'MANAGED' }));
  },
  describeTable: () => Promise.reject(new Error('not asked here')),
};

async function resolveAll(tables: string) {
  const parsed = parseReplication(`connection: sample\ntarget: x.duckdb\n${tables}`);
  if (!('replication' in parsed)) throw new Error(JSON.stringify(parsed));
  return resolveTasks(parsed.replication, catalog, new AbortController().signal);
}

async function resolve(tables: string) {
  return (await resolveAll(tables)).tasks;
}

const labels = async (tables: string) =>
  (await resolve(tables)).map((task) => `${sourceLabel(task.source)} → ${targetLabel(task.target)}`);

describe('resolveTasks', () => {
  it('expands wildcards in every part, without information_schema', async () => {
    expect(await labels('tables: ["main.*.*", "*.sales.ord*"]')).toEqual([
      'main.crm.people → crm.people',
      'main.sales.lines → sales.lines',
      'main.sales.orders → sales.orders',
      'main.sales.tmp_x → sales.tmp_x',
      'dev.sales.orders → sales.orders',
    ]);
  });

  it('lets an exact entry win over wildcards, wherever it stands, and an entry that is off takes away', async () => {
    const tasks = await resolve(
      'tables: [{source: main.sales.orders, target: mine.o, where: "a > 1"}, "main.sales.*", {source: main.sales.lines, enabled: false}]',
    );
    expect(tasks.map((task) => [targetLabel(task.target), task.targetIsExplicit, task.where])).toEqual([
      ['mine.o', true, 'a > 1'],
      ['sales.tmp_x', false, undefined],
    ]);
  });

  it('asks for an exact table without listing, so that planning can say what is wrong with it', async () => {
    expect(await labels('tables: [nowhere.at.all]')).toEqual(['nowhere.at.all → at.all']);
  });

  it('refuses a wildcard that matches nothing', async () => {
    await expect(resolve('tables: ["main.crm.z*"]')).rejects.toMatchObject({ code: 'plan.nothingToDo' });
  });

  it('keeps the other entries where one matches nothing or its schema is misspelt, and says what may be meant', async () => {
    const { tasks, refused } = await resolveAll('tables: ["main.salse.*", "main.crm.x*", "dev.sales.*"]');
    expect(tasks.map((task) => sourceLabel(task.source))).toEqual(['dev.sales.orders']);
    expect(refused).toMatchObject([
      { source: 'main.salse.*', error: { code: 'source.notFound' } },
      { source: 'main.crm.x*', error: { code: 'plan.nothingToDo' } },
    ]);
    expect(refused[0]?.error.message).toBe('There is no schema main.salse for main.salse.*. Did you mean main.sales?');
  });

  it('suggests a catalog', async () => {
    await expect(resolve('tables: ["mian.sales.*"]')).rejects.toMatchObject({
      code: 'source.notFound',
      message: 'There is no catalog mian for mian.sales.*. Did you mean main?',
    });
  });
});
