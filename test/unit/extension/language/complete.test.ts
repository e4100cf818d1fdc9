import { describe, expect, it } from 'vitest';
import { complete, type Surroundings } from '../../../../src/extension/language/complete.ts';
import { SourceNames } from '../../../../src/extension/language/source-names.ts';
import type { TableDetails, TableEntry } from '../../../../src/shared/catalog-entries.ts';
import type { ConnectionAddress } from '../../../../src/shared/protocol/connection-address.ts';

const address: ConnectionAddress = { id: 'x', label: 'x', host: 'h', httpPath: '', network: {} };

function table(name: string): TableEntry {
  return { name: { catalog: 'samples', schema: 'tpch', table: name }, kind: 'MANAGED' };
}

/** A workspace of two catalogs; the schema `many` has more tables than a list holds. */
class Workspace {
  readonly asked: string[] = [];

  readonly service = {
    listCatalogs: async () => {
      this.asked.push('catalogs');
      return { items: [{ name: 'samples', comment: 'To try' }, { name: 'my cat' }] };
    },
    listSchemas: async (_: ConnectionAddress, catalog: string) => {
      this.asked.push(`schemas of ${catalog}`);
      return {
        items: [
          { catalog, name: 'tpch' },
          { catalog, name: 'many' },
        ],
      };
    },
    listTables: async (_: ConnectionAddress, { schema }: { schema: string }, after?: string) => {
      this.asked.push(`tables of ${schema}`);
      if (schema !== 'many')
        return after === undefined ? { items: [table('nation')], next: '1' } : { items: [table('odd.name')] };
      return { items: Array.from({ length: 1000 }, (_, index) => table(`t${index}`)), next: 'more' };
    },
    searchTables: async (_: ConnectionAddress, __: unknown, containing: string) => {
      this.asked.push(`search ${containing}`);
      return { items: [table(`t${containing}9999`)] };
    },
    describeTable: async (): Promise<TableDetails> => ({
      ...table('nation'),
      columns: [
        { name: 'n_key', type: 'bigint', nullable: false },
        { name: 'n name', type: 'string', nullable: true },
      ],
      partitionColumns: [],
      primaryKey: [],
      filtered: false,
      properties: {},
    }),
    listWarehouses: async () => [
      {
        id: 'a',
        name: 'Main',
        size: 'Small',
        state: 'RUNNING',
        kind: 'pro' as const,
        httpPath: '/sql/1.0/warehouses/a',
      },
    ],
  };
}

async function ask(marked: string, workspace = new Workspace(), more: Partial<Surroundings> = {}) {
  const offset = marked.indexOf('|');
  const around: Surroundings = {
    names: new SourceNames(workspace),
    address: async () => address,
    connections: async () => [{ label: 'prod', kind: 'connection', insert: '{ profile: prod }' }],
    profiles: async () => ['prod', '0815'],
    files: () => ['lake.duckdb'],
    ...more,
  };
  return complete(marked.slice(0, offset) + marked.slice(offset + 1), offset, around);
}

const head = 'connection: sample\ntarget: lake.duckdb\n';

async function inserts(marked: string): Promise<readonly string[]> {
  return (await ask(marked))?.items.map(({ insert }) => insert) ?? [];
}

describe('complete', () => {
  it.each([
    ['tables:\n  - |', ['"`my cat`.$0"', 'samples.', '"*.*.*"', 'source: ']],
    ['tables:\n  - samples.|', ['samples.many.', 'samples.tpch.', 'samples.*.*']],
    ['tables:\n  - samples.tpch.na|', ['samples.tpch.nation', 'samples.tpch.`odd.name`', 'samples.tpch.*']],
    ['tables: [samples.tpch.|]', ['samples.tpch.nation', 'samples.tpch.`odd.name`', 'samples.tpch.*']],
    ['tables:\n  - source: samples.tpch.|', ['samples.tpch.nation', 'samples.tpch.`odd.name`', 'samples.tpch.*']],
    ['tables: ["`my cat`.|"]', ['`my cat`.many.$0', '`my cat`.tpch.$0', '`my cat`.*.*']],
    ['exclude:\n  - samples.tpch.|', ['samples.tpch.nation', 'samples.tpch.`odd.name`', 'samples.tpch.*']],
    ['tables:\n  - source: samples.tpch.nation\n    columns: [|]', ['n_key', 'n name']],
    ['tables:\n  - source: samples.tpch.nation\n    columns: [n_key, |]', ['n name']],
    ['tables:\n  - source: samples.tpch.nation\n    exclude:\n      - |', ['n_key', 'n name']],
    ['tables:\n  - source: samples.tpch.nation\n    where: n_key > 1 AND n|', ['n_key', '`n name`']],
    ['tables:\n  - source: samples.tpch.nation\n    where: n|', ['n_key', '"`n name`$0"']],
    ['tables:\n  - samples.*.|', []],
    ['tables:\n  - a.b.c.|', []],
  ])('%j', async (text, expected) => {
    expect(await inserts(head + text)).toEqual(expected);
  });

  it('completes connections, profiles, warehouses and files', async () => {
    expect(await inserts('connection: |')).toEqual(['{ profile: prod }', 'sample']);
    expect(await inserts('connection:\n  profile: |')).toEqual(['prod', '"0815"']);
    expect(await inserts('connection:\n  profile: prod\n  httpPath: |')).toEqual(['/sql/1.0/warehouses/a']);
    expect(await inserts('target: |')).toEqual(['lake.duckdb']);
    expect(await inserts('global:\n  duckdb_path: |')).toEqual(['lake.duckdb']);
  });

  it('completes the parts of the older form', async () => {
    const older = 'global: { duckdb_path: x }\ntables:\n  - source:\n';
    expect(await inserts(`${older}      catalog: |`)).toEqual(['my cat', 'samples']);
    expect(await inserts(`${older}      catalog: samples\n      schema: |`)).toEqual(['many', 'tpch']);
    expect(await inserts(`${older}      catalog: samples\n      schema: tpch\n      table: |`)).toEqual([
      'nation',
      'odd.name',
    ]);
  });

  it('replaces the whole name, but only the last word of a condition', async () => {
    expect(await ask('tables: [samples.tp|ch.nation]')).toMatchObject({ start: 9, end: 28 });
    expect(await ask('tables:\n  - source: samples.tpch.nation\n    where: x > n|')).toMatchObject({
      start: 55,
      end: 56,
    });
  });

  it('leaves what stands behind the word in a condition', async () => {
    const entry = 'tables:\n  - source: samples.tpch.nation\n    where: ';
    expect(await ask(`${entry}x > n|_k AND y > 1`)).toMatchObject({ start: entry.length + 4, end: entry.length + 7 });
    expect(await ask(`${entry}"n|_k AND y > 1"`)).toMatchObject({ start: entry.length + 1, end: entry.length + 4 });
    expect(await ask(`${entry}n|_k AND y > 1`)).toMatchObject({ start: entry.length, end: entry.length + 13 });
  });

  it('offers no name that would break a condition without quotes', async () => {
    const workspace = new Workspace();
    const describeTable = async (): Promise<TableDetails> => ({
      ...table('nation'),
      columns: ['a: b', 'c # d', 'e, f'].map((name) => ({ name, type: 'string', nullable: true })),
      partitionColumns: [],
      primaryKey: [],
      filtered: false,
      properties: {},
    });
    Object.assign(workspace.service, { describeTable });
    const entry = 'tables:\n  - source: samples.tpch.nation\n    where: ';
    const found = async (value: string) =>
      (await ask(`${entry}${value}`, workspace))?.items.map(({ insert }) => insert);
    expect(await found('x > |')).toEqual(['`e, f`']);
    expect(await found('"x > |"')).toEqual(['`a: b`', '`c # d`', '`e, f`']);
  });

  it('asks the server for a part of a name where a schema is too long to list', async () => {
    const workspace = new Workspace();
    const found = await ask('tables: [samples.many.12|]', workspace);
    expect(found?.items.map(({ label }) => label)).toEqual(['t129999', '*']);
    expect(found?.incomplete).toBe(true);
    expect(workspace.asked).toContain('search 12');
  });

  it('asks nobody for what the form says', async () => {
    const workspace = new Workspace();
    await ask('defaults: { level: | }', workspace);
    await ask('| ', workspace);
    expect(workspace.asked).toEqual([]);
  });
});

describe('SourceNames', () => {
  it('keeps answers for a minute, and errors not at all', async () => {
    let now = 0;
    let broken = true;
    let asked = 0;
    const { service } = new Workspace();
    const listCatalogs = async () => {
      asked++;
      if (broken) throw new Error('down');
      return { items: [{ name: 'a' }] };
    };
    const names = new SourceNames({ service: { ...service, listCatalogs } }, () => now);
    await expect(names.catalogs(address)).rejects.toThrow('down');
    broken = false;
    expect(await names.catalogs(address)).toEqual([{ name: 'a' }]);
    await names.catalogs(address);
    expect(asked).toBe(2);
    now = 60_001;
    await names.catalogs(address);
    expect(asked).toBe(3);
    names.clear();
    await names.catalogs(address);
    expect(asked).toBe(4);
  });
});

describe('within a transform', () => {
  const entry = `${head}tables:\n  - source: samples.tpch.nation\n    transform:\n`;

  it.each([
    ['      columns:\n        |', ['n_key: { $0 }', 'n name: { $0 }']],
    ['      columns: { n_key: { cast: INT }, | }', ['n name: { $0 }']],
    ['      columns:\n        n_key: { cast: INT }\n        |', ['n name: { $0 }']],
    ['      columns:\n        n_|: { cast: INT }', ['n_key', 'n name']],
    ['      columns:\n        x: { expression: upper(n| }', ['n_key', '"n name"']],
    ['      derive:\n        long: n_key + n|', ['n_key', '"n name"']],
    ['      filter: n|', ['n_key', '\'"n name"$0\'']],
    ['      filter: n| > 5', ['n_key$0 > 5', '\'"n name"$0 > 5\'']],
    ["      filter: n| = 'x'", ["n_key$0 = 'x'", "'\"n name\"$0 = ''x'''"]],
    ['      filter: "n| > 5"', ['n_key', '\\\\"n name\\\\"']],
    ["      filter: 'n| > 5'", ['n_key', '"n name"']],
    ['      dropDuplicates: [n_key, |]', ['n name']],
    ['      dropDuplicates: { by: [|] }', ['n_key', 'n name']],
    ['      dropDuplicates: { by: [n_key], orderBy: | }', ['n_key', '\'"n name"$0\'']],
    ['      dropDuplicates: |', ['[$0]', '{ by: [$1], orderBy: $2 }']],
  ])('%j', async (text, expected) => {
    const found = await ask(`${entry}${text}\n`);
    const own = found?.items.filter(({ kind }) => kind === 'column' || kind === 'snippet');
    expect(own?.map(({ insert }) => insert)).toEqual(expected);
  });

  it('asks for nothing where keys of the document stand', async () => {
    const workspace = new Workspace();
    const found = await ask(`${entry}      |\n`, workspace);
    expect(found?.items.map(({ label }) => label)).toEqual(['columns', 'derive', 'filter', 'dropDuplicates']);
    expect(workspace.asked).toEqual([]);
  });
});
