import { describe, expect, it } from 'vitest';
import { findNames, type NameLanguage } from '../../../../src/extension/editor/find-names.ts';

/** The text with `|` where the cursor is, or two of them around the selection. */
function find(marked: string, language: NameLanguage = 'sql'): readonly string[] {
  const [before = '', inside = '', after] = marked.split('|');
  const text = before + inside + (after ?? '');
  const selection = { start: before.length, end: before.length + (after === undefined ? 0 : inside.length) };
  return findNames(text, language, selection).map(({ catalog, schema, table, unknown }) => {
    const label = [catalog ?? '?', schema, table].map((part) => (/[.\s]/.test(part) ? `[${part}]` : part)).join('.');
    return unknown.length === 0 ? label : `${label} (${unknown.join(', ')})`;
  });
}

const python = (marked: string): readonly string[] => find(marked, 'python');

describe('under the cursor in SQL', () => {
  it.each([
    ['in the first part', 'SELECT * FROM sam|ples.tpch.lineitem', 'samples.tpch.lineitem'],
    ['at the beginning', 'SELECT * FROM |samples.tpch.lineitem WHERE x', 'samples.tpch.lineitem'],
    ['at the end', 'SELECT * FROM samples.tpch.lineitem|;', 'samples.tpch.lineitem'],
    ['on a dot', 'JOIN a|.b.c ON', 'a.b.c'],
    ['in backticks', 'FROM `my catalog`.`sch`.`ta|ble`', '[my catalog].sch.table'],
    ['with dots in backticks', 'FROM `a.b`.c.`d.e|.f`', '[a.b].c.[d.e.f]'],
    ['with doubled backticks', 'FROM a.b.`c``d|`', 'a.b.c`d'],
    ['with some parts in backticks', 'FROM main.`2024|`.orders', 'main.2024.orders'],
    ['in double quotes, as in ANSI mode', 'FROM "a"."b c"."d|"', 'a.[b c].d'],
    ['with letters of other scripts', 'FROM каталог.схема.табл|ица', 'каталог.схема.таблица'],
    ['with combined letters', 'FROM cafe\u0301.s.t|', 'cafe\u0301.s.t'],
    ['with digits and underscores', 'FROM a_1.b2.c_|3', 'a_1.b2.c_3'],
    ['of a column with its whole name', 'SELECT samples.tpch.lineitem.l_orderkey| FROM x', 'samples.tpch.lineitem'],
    ['in a whole name of a column', 'SELECT samples.tpch.line|item.l_orderkey FROM x', 'samples.tpch.lineitem'],
    ['in a comment', '-- see main.sales.ord|ers', 'main.sales.orders'],
    ['in a comment with an apostrophe', "-- don't touch main.sales.ord|ers\nSELECT 1", 'main.sales.orders'],
    ['in a comment of several lines', '/* a\n main.sales.ord|ers */', 'main.sales.orders'],
    ['in a text', "SELECT * FROM IDENTIFIER('main.sales.ord|ers')", 'main.sales.orders'],
    ['after INSERT INTO with columns', 'INSERT INTO a.b.c|(x) VALUES (1)', 'a.b.c'],
    ['after MERGE INTO … USING', 'MERGE INTO a.b.c USING d.e.f| ON', 'd.e.f'],
    ['without a keyword', 'a.b.|c', 'a.b.c'],
  ])('finds a name %s', (_, text, expected) => {
    expect(find(text)).toEqual([expected]);
  });

  it.each([
    ['a keyword', 'SEL|ECT * FROM a.b.c'],
    ['a column of two parts', 'SELECT l.l_orde|rkey FROM a.b.c l'],
    ['blank space', 'SELECT *  |  FROM a.b.c'],
    ['a number', 'SELECT 1.2|.3'],
    ['a path', 'SELECT * FROM delta.`/mnt/a.b|.c`'],
    ['a function', 'SELECT a.b.fun|c(1)'],
    ['a function in the place of a table', 'SELECT * FROM a.b.rang|e(1)'],
    ['a sentence in a text', "SELECT 'this is a.b.|c or not'"],
  ])('finds nothing on %s', (_, text) => {
    expect(find(text)).toEqual([]);
  });

  it('leaves the catalog open for a name of two parts where a table stands', () => {
    expect(find('SELECT * FROM tpch.line|item')).toEqual(['?.tpch.lineitem']);
    expect(find('SELECT * FROM line|item')).toEqual([]);
  });

  it.each([
    ['USE CATALOG main;\nSELECT * FROM sales.ord|ers', 'main.sales.orders'],
    ['use catalog `my cat`; use schema sales; select * from ord|ers', '[my cat].sales.orders'],
    ['USE main.sales;\nSELECT * FROM ord|ers', 'main.sales.orders'],
    ['SET CATALOG main; USE DATABASE x; USE sales; SELECT * FROM ord|ers', 'main.sales.orders'],
    ['USE CATALOG a; SELECT 1; USE CATALOG b; SELECT * FROM s.t|', 'b.s.t'],
    ['USE CATALOG a; SELECT * FROM s.t|; USE CATALOG b', 'a.s.t'],
    ['-- USE CATALOG a\nSELECT * FROM s.t|', '?.s.t'],
  ])('takes catalog and schema from USE: %s', (text, expected) => {
    expect(find(text)).toEqual([expected]);
  });

  it('does not take a common table expression for a table', () => {
    expect(find('USE a.b; WITH t AS (SELECT 1) SELECT * FROM t|')).toEqual([]);
  });

  it('says which placeholders it does not know', () => {
    expect(find(`SELECT * FROM $${'{'}catalog}.sales.ord|ers`)).toEqual([`$${'{'}catalog}.sales.orders (catalog)`]);
    expect(find('SELECT * FROM {{ cat }}.sales.ord|ers')).toEqual(['[{{ cat }}].sales.orders (cat)']);
  });

  it('reads a cell that begins with a magic word', () => {
    expect(python('%%sql\nSELECT * FROM a.b.c|')).toEqual(['a.b.c']);
  });
});

describe('selected in SQL', () => {
  it('takes a part of a name for the name', () => {
    expect(find('FROM samples.tpch.|lineitem| l')).toEqual(['samples.tpch.lineitem']);
  });

  it('takes exactly the selected name', () => {
    expect(find('FROM a.b.c JOIN |d.e.f| JOIN g.h.i')).toEqual(['d.e.f']);
  });

  it('finds several tables over several lines, each once', () => {
    const text = `|SELECT t.a.b, o.x.y.z
      FROM samples.tpch.orders o, samples.tpch.customer AS c
      JOIN samples.tpch.lineitem l ON l.k = o.k -- and samples.tpch.region
      LEFT JOIN SAMPLES.tpch.Orders o2 ON true
      WHERE o.struct.field.x = 1, c.d.e|`;
    expect(find(text)).toEqual(['samples.tpch.orders', 'samples.tpch.customer', 'samples.tpch.lineitem']);
  });

  it('finds the tables of a plain list', () => {
    expect(find('|samples.tpch.orders\nsamples.tpch.lineitem,\nx y z|')).toEqual([
      'samples.tpch.orders',
      'samples.tpch.lineitem',
    ]);
  });

  it('finds what is in comments only where nothing else is selected', () => {
    expect(find('|-- FROM a.b.c\n-- JOIN d.e.f|')).toEqual(['a.b.c', 'd.e.f']);
    expect(find('|-- FROM a.b.c\nSELECT * FROM d.e.f|')).toEqual(['d.e.f']);
  });

  it('keeps out what is not selected', () => {
    expect(find('SELECT * FROM a.b.c;|\nSELECT * FROM d.e.f;\n|SELECT * FROM g.h.i')).toEqual(['d.e.f']);
  });
});

describe('in Python', () => {
  it.each([
    ['spark.table', 'df = spark.table("main.sales.ord|ers")', 'main.sales.orders'],
    ['single quotes', "spark.read.table('main.sales.ord|ers')", 'main.sales.orders'],
    ['backticks', 'spark.table("main.`my sales`.ord|ers")', 'main.[my sales].orders'],
    ['a query', 'spark.sql("SELECT * FROM main.sales.ord|ers WHERE x = 1")', 'main.sales.orders'],
    ['a query over several lines', 'spark.sql("""\n  SELECT *\n  FROM main.sales.ord|ers\n""")', 'main.sales.orders'],
    ['a query with escapes', 'spark.sql("SELECT *\\nFROM main.sales.ord|ers\\nWHERE 1")', 'main.sales.orders'],
    ['a constant', 'TABLE = "main.sales.ord|ers"', 'main.sales.orders'],
    ['a raw string', 'x = r"main.sales.ord|ers"', 'main.sales.orders'],
    ['a named argument', 'f(spark.table(tableName="main.sales.ord|ers"))', 'main.sales.orders'],
    ['DeltaTable.forName', 'DeltaTable.forName(spark, "sales.ord|ers")', '?.sales.orders'],
    ['a comment', '# see main.sales.ord|ers', 'main.sales.orders'],
    ['a cell of SQL', '# MAGIC %sql\n# MAGIC SELECT * FROM main.sales.ord|ers', 'main.sales.orders'],
    ['a cell of SQL in one line', '# MAGIC %sql SELECT * FROM main.sales.ord|ers', 'main.sales.orders'],
    ['a string after an apostrophe in a comment', "# don't\nspark.table('main.sales.ord|ers')", 'main.sales.orders'],
    [
      'an f-string with constants',
      'catalog = "main"\ns = \'sales\'\nspark.sql(f"SELECT * FROM {catalog}.{s}.ord|ers")',
      'main.sales.orders',
    ],
    [
      'an f-string with a constant in a part',
      'env: str = "dev"\nspark.table(f"main_{env}.sales.ord|ers")',
      'main_dev.sales.orders',
    ],
    ['an f-string whose value changes', 'c = "a"\nspark.table(f"{c}.s.t|")\nc = "b"', 'a.s.t'],
    ['an f-string with unknown values', 'spark.table(f"{catalog}.sales.ord|ers")', '{catalog}.sales.orders (catalog)'],
    ['USE in a query before', 'spark.sql("USE CATALOG main")\nspark.table("sales.ord|ers")', 'main.sales.orders'],
    ['setCurrentCatalog', 'spark.catalog.setCurrentCatalog("main")\nspark.table("sales.ord|ers")', 'main.sales.orders'],
    [
      'setCurrentDatabase',
      'spark.catalog.setCurrentCatalog("main")\nspark.catalog.setCurrentDatabase("sales")\nspark.table("ord|ers")',
      'main.sales.orders',
    ],
  ])('finds a table in %s', (_, text, expected) => {
    expect(python(text)).toEqual([expected]);
  });

  it.each([
    ['a module', 'import pyspark.sql.func|tions'],
    ['a call', 'os.path.jo|in("a")'],
    ['a sentence', 'print("all is we|ll")'],
    ['a file', 'open("data/lake.tar.g|z")'],
  ])('finds nothing in %s', (_, text) => {
    expect(python(text)).toEqual([]);
  });

  it('finds several tables in a selection, and no settings', () => {
    const text = `|spark.conf.set("spark.sql.shuffle", "200")
import a.b.c
a = spark.table("main.sales.orders")
b = spark.sql(f"""SELECT * FROM main.sales.items i JOIN main.sales.orders o ON i.a.b.c = 1""")
# spark.table("main.sales.old")
NAME = 'main.sales.people'|`;
    expect(python(text)).toEqual(['main.sales.orders', 'main.sales.items', 'main.sales.people']);
  });

  it('reads Scala and R alike', () => {
    expect(find(`val c = "main"\nspark.table(s"$${'{'}c}.sales.ord|ers") // x`, 'scala')).toEqual([
      'main.sales.orders',
    ]);
    expect(find('c <- "main"\ntbl(sc, "main.sales.ord|ers")', 'r')).toEqual(['main.sales.orders']);
    expect(find('// MAGIC %sql SELECT * FROM main.sales.ord|ers', 'scala')).toEqual(['main.sales.orders']);
  });
});

it('gives the place of a name', () => {
  const text = 'SELECT * FROM `a`.b.c.d';
  expect(findNames(text, 'sql', { start: 16, end: 16 })).toEqual([
    { start: 14, end: 23, catalog: 'a', schema: 'b', table: 'c', unknown: [] },
  ]);
});

it('reads a long file at once', () => {
  const text = `${"SELECT * FROM a.b.c WHERE x = 'it''s' -- note\n".repeat(20_000)}`;
  const start = performance.now();
  expect(findNames(text, 'sql', { start: 0, end: text.length })).toHaveLength(1);
  expect(findNames(text, 'python', { start: 0, end: text.length }).length).toBeLessThan(2);
  expect(performance.now() - start).toBeLessThan(5000);
});
