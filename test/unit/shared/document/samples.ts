/** Documents that the parser and the JSON schema must judge alike. */
const head = 'connection: sample\ntarget: lake.duckdb\n';

export const accepted: Readonly<Record<string, string>> = {
  'the smallest document': `${head}tables: [samples.tpch.*]\n`,
  'a profile with a warehouse':
    'connection: {profile: prod, httpPath: /sql/1.0/warehouses/a}\ntarget: lake.duckdb\ntables: [a.b.c]\n',
  'a profile': 'connection: {profile: prod}\ntarget: lake.duckdb\ntables: [a.b.c]\n',
  'a host':
    'connection: {host: "https://adb-1.2.azuredatabricks.net/", httpPath: /sql/1.0/warehouses/ab12, caFile: ca.pem}\ntarget: lake.duckdb\ntables: [a.b.c]\n',
  'name templates':
    'connection: sample\ntarget: {file: lake.duckdb, schema: "{catalog}_{schema}", table: "t_{table}"}\ntables: [a.b.*]\n',
  'all limits': `${head}limits: {tables: 2, downloads: 8, memory: 1.5 GiB, threads: 3, group: 500MB, slice: 2GB}\ntables: [a.b.c]\n`,
  'defaults and overrides': `${head}defaults: {level: auto, mode: replace, validate: aggregates}\ntables:\n  - {source: a.b.c, level: streaming, validate: counts, enabled: false}\n`,
  'columns, filter and target': `${head}tables:\n  - {source: a.b.c, target: x.y, columns: [k, v], where: "k > 1"}\n  - {source: a.b.d, exclude: [v]}\n`,
  'names in backticks': `${head}tables: ["\`my.catalog\`.\`a b\`.\`t\`\`x\`"]\nexclude: [a.*.tmp_*]\n`,
  'the older form':
    'global: {duckdb_path: lake.duckdb, default_optimization_level: auto, default_chunk_size: 10000, log_level: INFO}\ntables:\n  - {name: t, source: {catalog: a, schema: b, table: c}, enabled: true}\n',
};

export const refused: Readonly<Record<string, string>> = {
  'a list': '- a\n',
  'no connection': 'target: lake.duckdb\ntables: [a.b.c]\n',
  'no target': 'connection: sample\ntables: [a.b.c]\n',
  'no tables': head,
  'an empty list of tables': `${head}tables: []\n`,
  'an unknown key': `${head}tables: [a.b.c]\ntabels: []\n`,
  'an unknown connection': 'connection: prod\ntarget: lake.duckdb\ntables: [a.b.c]\n',
  'a host without path': 'connection: {host: a.b}\ntarget: lake.duckdb\ntables: [a.b.c]\n',
  'a host with a path in it':
    'connection: {host: a.b/c, httpPath: /sql/1.0/warehouses/1}\ntarget: lake.duckdb\ntables: [a.b.c]\n',
  'a path to no warehouse': 'connection: {host: a.b, httpPath: /api}\ntarget: lake.duckdb\ntables: [a.b.c]\n',
  'a profile and a host': 'connection: {profile: p, host: a.b}\ntarget: lake.duckdb\ntables: [a.b.c]\n',
  'a token':
    'connection: {host: a.b, httpPath: /sql/1.0/warehouses/1, token: x}\ntarget: lake.duckdb\ntables: [a.b.c]\n',
  'a URL as target': 'connection: sample\ntarget: s3://bucket/x.duckdb\ntables: [a.b.c]\n',
  'a target in memory': 'connection: sample\ntarget: ":memory:"\ntables: [a.b.c]\n',
  'an unknown placeholder': 'connection: sample\ntarget: {file: a.duckdb, schema: "{database}"}\ntables: [a.b.c]\n',
  'a reserved schema': 'connection: sample\ntarget: {file: a.duckdb, schema: _replicator}\ntables: [a.b.c]\n',
  'a level that is not available': `${head}defaults: {level: pandas}\ntables: [a.b.c]\n`,
  'a mode that is not available': `${head}defaults: {mode: merge}\ntables: [a.b.c]\n`,
  'validation switched off': `${head}defaults: {validate: none}\ntables: [a.b.c]\n`,
  'no tables at once': `${head}limits: {tables: 0}\ntables: [a.b.c]\n`,
  'half a download': `${head}limits: {downloads: 1.5}\ntables: [a.b.c]\n`,
  'a size without unit': `${head}limits: {memory: 2000}\ntables: [a.b.c]\n`,
  'a size with an unknown unit': `${head}limits: {group: 2 gigs}\ntables: [a.b.c]\n`,
  'a name of two parts': `${head}tables: [a.b]\n`,
  'a name of four parts': `${head}tables: [a.b.c.d]\n`,
  'a name with a space': `${head}tables: [a.b.c d]\n`,
  'a backtick left open': `${head}tables: ["a.b.\`c"]\n`,
  'an entry without source': `${head}tables: [{target: a.b}]\n`,
  'a target of one part': `${head}tables: [{source: a.b.c, target: c}]\n`,
  'columns as text': `${head}tables: [{source: a.b.c, columns: k}]\n`,
  'a number as column': `${head}tables: [{source: a.b.c, columns: [1]}]\n`,
  'a filter that is a number': `${head}tables: [{source: a.b.c, where: 1}]\n`,
  'enabled as text': `${head}tables: [{source: a.b.c, enabled: "yes"}]\n`,
  'nothing as table': `${head}tables:\n  -\n`,
  'the older form without a file':
    'global: {log_level: INFO}\ntables:\n  - {source: {catalog: a, schema: b, table: c}}\n',
  'the older form without a catalog': 'global: {duckdb_path: a.duckdb}\ntables:\n  - {source: {schema: b, table: c}}\n',
};
