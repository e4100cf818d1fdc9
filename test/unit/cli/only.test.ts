import { expect, test } from 'vitest';
import { parseArguments } from '../../../src/cli/parse-arguments.ts';
import { narrowReplication } from '../../../src/cli/read-document.ts';
import { resolveTasks } from '../../../src/engine/assess/resolve-tasks.ts';
import type { CatalogReader } from '../../../src/engine/source/source.ts';
import { parseReplication } from '../../../src/shared/document/parse-replication.ts';
import { sourceLabel } from '../../../src/shared/names.ts';

const tree: Readonly<Record<string, readonly string[]>> = { sales: ['lines', 'orders', 'tmp'], crm: ['people'] };

/** Writes down which schemas were listed. */
function catalogOf(listed: string[]): CatalogReader {
  return {
    listCatalogs: async () => ['main'],
    listSchemas: async () => Object.keys(tree),
    listTables: async (catalog, written) => {
      const schema = written.toLowerCase();
      listed.push(schema);
      const names = (tree[schema] ?? []).map((table) => ({ catalog: catalog.toLowerCase(), schema, table }));
      return names.map((name) => ({ name, kind: 'MANAGED' }));
    },
    describeTable: () => Promise.reject(new Error('not asked here')),
  };
}

async function chosen(tables: string, only: readonly string[], listed: string[] = []): Promise<readonly string[]> {
  const parsed = parseReplication(`connection: sample\ntarget: x.duckdb\n${tables}`);
  if (!('replication' in parsed)) throw new Error(JSON.stringify(parsed));
  const invocation = parseArguments(['plan', 'a.yaml', ...only.flatMap((one) => ['--only', one])]);
  if (invocation.command !== 'plan') throw new Error('plan is a command');
  const narrowed = narrowReplication(parsed.replication, invocation.arguments.only, undefined);
  const { tasks } = await resolveTasks(narrowed, catalogOf(listed), new AbortController().signal);
  return tasks.map((task) => sourceLabel(task.source)).sort();
}

const everything = 'tables: ["main.*.*", {source: main.sales.tmp, enabled: false}]';

test.each([
  [everything, ['main.sales.*'], ['main.sales.lines', 'main.sales.orders']],
  [everything, ['MAIN.Sales.Orders', '*.crm.p*'], ['main.crm.people', 'main.sales.orders']],
  [everything, ['*.*.*e*'], ['main.crm.people', 'main.sales.lines', 'main.sales.orders']],
  ['tables: [main.sales.orders, main.crm.people]', ['main.*.orders'], ['main.sales.orders']],
  ['tables: [a.b.c, "main.sales.*"]', ['a.b.c'], ['a.b.c']],
])('%s with --only %j', async (tables, only, expected) => {
  expect(await chosen(tables, only)).toEqual(expected);
});

test('lists only the schemas that are asked for', async () => {
  const listed: string[] = [];
  await chosen(everything, ['main.sales.orders'], listed);
  expect(listed).toEqual(['sales']);
});

test.each([
  ['tables: [main.sales.orders]', 'main.sales.oders', 'usage.invalid', 'Did you mean main.sales.orders?'],
  ['tables: ["main.sales.*"]', 'main.sales.oders', 'plan.nothingToDo', 'Did you mean main.sales.orders?'],
  ['tables: ["main.sales.*"]', 'other.x.*', 'usage.invalid', 'The document has no enabled entry for other.x.*.'],
  [everything, 'main.sales.tmp', 'usage.invalid', 'no enabled entry for main.sales.tmp'],
  [everything, 'main.sales.z*', 'plan.nothingToDo', 'No table of the document matches main.sales.z*.'],
])('%s with --only %s is refused', async (tables, only, code, words) => {
  await expect(chosen(tables, [only])).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
});
