import { levelChoice, levelDescriptions, modeChoice, validationChoice } from './choices.ts';
import { ratePattern, sizePattern } from './parse-size.ts';
import { hostPattern, httpPathPattern } from './read-connection.ts';
import { limitBounds } from './read-limits.ts';
import { volumePattern } from './read-spool-choice.ts';
import { columnNames, mapping, type Schema, text } from './schema-parts.ts';
import { transformSchema } from './transform-schema.ts';

/** One part of a name: in backticks, or free of dots, spaces and backticks. */
const part = '(`([^`]|``)+`|[^.`\\s]+)';
const sourcePattern = `^\\s*${part}\\.${part}\\.${part}\\s*$`;
const template = '^([^{}]|\\{(catalog|schema|table)\\})*$';

const level = {
  description: `How the rows travel. ${levelChoice.all.map((word) => `${word}: ${levelDescriptions[word]}`).join(' ')}`,
  enum: levelChoice.available,
};
const mode = { description: 'What happens to rows that are already there.', enum: modeChoice.available };
const validate = {
  description: 'counts always holds; aggregates compares every column in addition, for one more scan of the source.',
  enum: validationChoice.available,
};
const source = text('catalog.schema.table; * stands for any letters, backticks hold names with dots or spaces.', {
  pattern: sourcePattern,
});
const keepSpool = {
  description: 'Of the level parquet: the Parquet files stay beside the database after the run.',
  type: 'boolean',
};
const volume = {
  description:
    'Of the level parquet: a folder of a volume, /Volumes/catalog/schema/volume/…, into which the warehouse writes the files; false for none, whatever the defaults say.',
  anyOf: [text('A folder of a volume.', { pattern: volumePattern }), { const: false, description: 'No volume.' }],
};

const httpPath = text('HTTP path of the SQL warehouse: /sql/1.0/warehouses/ID.', { pattern: httpPathPattern });
const caFile = text('PEM file with the certificate authority of your network, relative to the document.');

const connection = {
  description: 'Where the tables come from. Tokens are never part of the document.',
  anyOf: [
    { const: 'sample', description: 'The embedded sample warehouse.' },
    mapping('A profile.', { profile: text('Name of a profile in ~/.databrickscfg.'), httpPath, caFile }, ['profile']),
    mapping(
      'A SQL warehouse; the token comes from the environment variable DATABRICKS_TOKEN.',
      {
        host: text('Host name of the workspace.', { pattern: hostPattern }),
        httpPath,
        caFile,
      },
      ['host', 'httpPath'],
    ),
  ],
};

const targetFile = text('Path of the DuckDB file, relative to the document.', {
  not: { anyOf: [{ pattern: '^[A-Za-z][A-Za-z0-9+.-]+:' }, { const: ':memory:' }] },
});

const target = {
  description: 'Where the tables go.',
  anyOf: [
    targetFile,
    mapping(
      'A file, and how the tables in it are called.',
      {
        file: targetFile,
        schema: text('Schema in DuckDB: {schema} if not given; {catalog} and {table} may stand in it too.', {
          allOf: [{ pattern: template }, { not: { pattern: '^(_replicator|information_schema|pg_catalog)$' } }],
        }),
        table: text('Table in DuckDB: {table} if not given; {catalog} and {schema} may stand in it too.', {
          allOf: [{ pattern: template }],
        }),
      },
      ['file'],
    ),
  ],
};

const count = (description: string, maximum: number): Schema => ({ description, type: 'integer', minimum: 1, maximum });
const size = (description: string): Schema => ({ description, type: 'string', pattern: sizePattern });

const limits = mapping(
  'How much of the machine and of the network a run may take.',
  {
    tables: count('Tables at once; 4 if not given.', limitBounds.tables),
    downloads: count('Parallel downloads per table; 4 if not given.', limitBounds.downloads),
    threads: count('Threads of DuckDB; as many as the machine has if not given.', limitBounds.threads),
    memory: size(
      'Memory that a run may take in all, DuckDB and downloads included, such as 2GB; a share of the machine’s if not given.',
    ),
    group: size('Decompressed bytes after which rows are committed; 1GB if not given.'),
    slice: size('Size above which a table is read in slices; 4GB if not given.'),
    bandwidth: {
      description: 'Bytes per second over the network for all tables together, such as 2MB/s; no limit if not given.',
      type: 'string',
      pattern: ratePattern,
    },
    batch: count('Rows that the level basic writes at a time; 10,000 if not given.', limitBounds.batch),
  },
  [],
);

const table = {
  anyOf: [
    source,
    mapping(
      'A table or a pattern of tables. For a table that several entries match, the one without wildcards counts, else the last one.',
      {
        source,
        target: text('schema.table in DuckDB, in which {catalog}, {schema} and {table} may stand.', {
          pattern: `^\\s*${part}\\.${part}\\s*$`,
        }),
        columns: columnNames('The only columns to copy.'),
        exclude: columnNames('Columns to leave out.'),
        where: text('A condition in Databricks SQL; only rows for which it holds are copied.'),
        level,
        mode,
        validate,
        transform: transformSchema,
        keepSpool,
        volume,
        enabled: { description: 'false leaves the table out.', type: 'boolean' },
      },
      ['source'],
    ),
  ],
};

const currentForm = mapping(
  'What to copy from Databricks into a DuckDB file.',
  {
    connection,
    target,
    defaults: mapping('For every table that does not say otherwise.', { level, mode, validate, keepSpool, volume }, []),
    limits,
    tables: { description: 'What to copy.', type: 'array', minItems: 1, items: table },
    exclude: { description: 'Tables that no entry with a wildcard reaches.', type: 'array', items: source },
  },
  ['connection', 'target', 'tables'],
);

const olderForm = mapping(
  'The older form; the connection comes from the environment.',
  {
    global: mapping(
      'For all tables.',
      {
        duckdb_path: targetFile,
        default_optimization_level: level,
        default_chunk_size: count('Rows that the level basic writes at a time.', limitBounds.batch),
        log_level: { description: 'Has no effect.' },
      },
      ['duckdb_path'],
    ),
    tables: {
      description: 'What to copy.',
      type: 'array',
      minItems: 1,
      items: mapping(
        'A table.',
        {
          name: text('A name for this entry.'),
          source: mapping(
            'The table in Databricks.',
            { catalog: text('Its catalog.'), schema: text('Its schema.'), table: text('Its name.') },
            ['catalog', 'schema', 'table'],
          ),
          enabled: { description: 'false leaves the table out.', type: 'boolean' },
        },
        ['source'],
      ),
    },
  },
  ['global', 'tables'],
);

/**
 * The JSON schema of a replication document, for editors. It knows the form; what needs a look at several places at
 * once (duplicates, clashing targets) only the parser finds.
 */
export const replicationSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Replication',
  anyOf: [currentForm, olderForm],
};
