import type { Cursor } from './cursor.ts';
import { describedType } from './described-type.ts';
import { historyOfView, insufficientPermissions, notDelta, rowLevelSecurity } from './errors.ts';
import type { Execution } from './execution.ts';
import { textLiteral } from './quote.ts';
import { type Column, kindOf, latestVersion, type Relation, relationColumns, relationLabel } from './relation.ts';
import { mapLiteral, type Query, valuesQuery } from './run-query.ts';
import { declaredText } from './types.ts';

type Row = readonly [name: string, type: string, comment: string | undefined];

/** DESCRIBE [TABLE] [EXTENDED] …, DETAIL, HISTORY: from behind the first word. */
export function describeRelation(cursor: Cursor, execution: Execution): Query {
  const find = () => {
    const relation = execution.warehouse.find(cursor.names(), execution.session);
    if (relation.denied === true) {
      throw insufficientPermissions('SELECT', `Table '${relationLabel(relation)}'`);
    }
    return relation;
  };
  if (cursor.is('DETAIL') && cursor.peek(1).kind !== 'end') {
    cursor.expect('DETAIL');
    return detail(find(), execution.user);
  }
  if (cursor.is('HISTORY') && cursor.peek(1).kind !== 'end') {
    cursor.expect('HISTORY');
    const relation = find();
    const limit = cursor.skip('LIMIT') ? Number(cursor.take().text) : Number.POSITIVE_INFINITY;
    cursor.finish();
    return history(relation, limit, execution.user);
  }
  cursor.skip('TABLE');
  const extended = cursor.skip('EXTENDED') || cursor.skip('FORMATTED');
  const relation = execution.warehouse.find(cursor.names(), execution.session);
  const json = cursor.skip('AS', 'JSON');
  cursor.finish();
  if (json) return asJson(relation, execution.user);
  const rows = [...columnRows(relation), ...(extended ? extendedRows(relation, execution.user) : [])];
  return {
    sql: valuesQuery(
      ['col_name', 'data_type', 'comment'].map((name) => [name, 'VARCHAR']),
      rows.map(([name, type, comment]) => [
        textLiteral(name),
        textLiteral(type),
        comment === undefined ? 'NULL' : textLiteral(comment),
      ]),
    ),
    comments: ['name of the column', 'data type of the column', 'comment of the column'],
    required: new Set(['col_name', 'data_type']),
  };
}

function columnRows(relation: Relation): Row[] {
  const columns = relationColumns(relation);
  const partitions = columns
    .filter((column) => column.partitionIndex !== undefined)
    .sort((a, b) => (a.partitionIndex ?? 0) - (b.partitionIndex ?? 0));
  const row = (column: Column): Row => [column.name, declaredText(column.type), column.comment];
  const trailer: Row[] =
    partitions.length === 0
      ? []
      : [['# Partition Information', '', ''], ['# col_name', 'data_type', 'comment'], ...partitions.map(row)];
  return [...columns.map(row), ...trailer];
}

function extendedRows(relation: Relation, user: string): Row[] {
  const latest = relation.view === undefined ? latestVersion(relation) : undefined;
  const comment = relation.view?.comment ?? latest?.comment;
  const rows: Row[] = [
    ['', '', ''],
    ['# Detailed Table Information', '', ''],
    ['Catalog', relation.catalog, ''],
    ['Database', relation.schema, ''],
    ['Table', relation.name, ''],
    ['Created Time', new Date(relation.createdAt).toUTCString(), ''],
    ['Last Access', 'UNKNOWN', ''],
    ['Created By', 'Spark ', ''],
  ];
  if (latest !== undefined) {
    const { bytes, count } = size(relation);
    rows.push(['Statistics', `${bytes} bytes, ${count} rows`, '']);
  }
  rows.push(['Type', kindOf(relation), '']);
  if (comment !== undefined) rows.push(['Comment', comment, '']);
  if (relation.view !== undefined) rows.push(['View Text', relation.view.text, '']);
  if (latest !== undefined) rows.push(['Location', location(relation), ''], ['Provider', 'delta', '']);
  rows.push(['Owner', user, '']);
  if (latest !== undefined) {
    const properties = Object.entries(latest.properties).map(([key, value]) => `${key}=${value}`);
    rows.push(['Is_managed_location', 'true', ''], ['Table Properties', `[${properties.join(',')}]`, '']);
  }
  return rows;
}

function asJson(relation: Relation, user: string): Query {
  const latest = relation.view === undefined ? latestVersion(relation) : undefined;
  const comment = relation.view?.comment ?? latest?.comment;
  const columns = relationColumns(relation);
  const metadata = {
    table_name: relation.name,
    catalog_name: relation.catalog,
    schema_name: relation.schema,
    namespace: [relation.schema],
    columns: columns.map((column) => ({
      name: column.name,
      type: describedType(column.type),
      ...(column.comment === undefined ? {} : { comment: column.comment }),
      nullable: column.nullable,
    })),
    partition_columns: columns.filter((column) => column.partitionIndex !== undefined).map((column) => column.name),
    type: kindOf(relation),
    ...(comment === undefined ? {} : { comment }),
    ...(latest === undefined
      ? { view_text: relation.view?.text }
      : { provider: 'delta', location: location(relation), table_properties: latest.properties }),
    owner: user,
    created_time: new Date(relation.createdAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    last_access: 'UNKNOWN',
    created_by: 'Spark ',
  };
  return {
    sql: valuesQuery([['json_metadata', 'VARCHAR']], [[textLiteral(JSON.stringify(metadata))]]),
    required: new Set(['json_metadata']),
  };
}

function detail(relation: Relation, _user: string): Query {
  if (relation.view !== undefined) throw notDelta(relationLabel(relation), 'DESCRIBE DETAIL');
  const latest = latestVersion(relation);
  const { bytes, files } = size(relation);
  const texts = (values: readonly string[]) => `[${values.map(textLiteral).join(', ')}]`;
  const partitions = latest.columns
    .filter((column) => column.partitionIndex !== undefined)
    .map((column) => column.name);
  return {
    sql: valuesQuery(
      [
        ['format', 'VARCHAR'],
        ['id', 'VARCHAR'],
        ['name', 'VARCHAR'],
        ['description', 'VARCHAR'],
        ['location', 'VARCHAR'],
        ['createdAt', 'TIMESTAMPTZ'],
        ['lastModified', 'TIMESTAMPTZ'],
        ['partitionColumns', 'VARCHAR[]'],
        ['clusteringColumns', 'VARCHAR[]'],
        ['numFiles', 'BIGINT'],
        ['sizeInBytes', 'BIGINT'],
        ['properties', 'MAP(VARCHAR, VARCHAR)'],
        ['minReaderVersion', 'INTEGER'],
        ['minWriterVersion', 'INTEGER'],
        ['tableFeatures', 'VARCHAR[]'],
        ['statistics', 'MAP(VARCHAR, BIGINT)'],
        ['clusterByAuto', 'BOOLEAN'],
      ],
      [
        [
          textLiteral('delta'),
          textLiteral(tableId(relation)),
          textLiteral(relationLabel(relation)),
          latest.comment === undefined ? 'NULL' : textLiteral(latest.comment),
          textLiteral(location(relation)),
          instant(relation.createdAt),
          instant(latest.timestamp),
          texts(partitions),
          texts([]),
          String(files),
          String(bytes),
          mapLiteral(latest.properties),
          '1',
          latest.properties['delta.enableChangeDataFeed'] === 'true' ? '4' : '2',
          texts(['appendOnly', 'invariants']),
          `MAP {'numRowsDeletedByDeletionVectors': 0, 'numDeletionVectors': 0}`,
          'false',
        ],
      ],
    ),
  };
}

function history(relation: Relation, limit: number, user: string): Query {
  if (relation.view !== undefined) throw historyOfView();
  if (relation.rowFilter !== undefined) throw rowLevelSecurity(relationLabel(relation), 'DESCRIBE_HISTORY');
  const versions = [...relation.versions].reverse().slice(0, limit);
  return {
    sql: valuesQuery(
      [
        ['version', 'BIGINT'],
        ['timestamp', 'TIMESTAMPTZ'],
        ['userId', 'VARCHAR'],
        ['userName', 'VARCHAR'],
        ['operation', 'VARCHAR'],
        ['operationParameters', 'MAP(VARCHAR, VARCHAR)'],
        [
          'job',
          'STRUCT(jobId VARCHAR, jobName VARCHAR, jobRunId VARCHAR, runId VARCHAR, jobOwnerId VARCHAR, triggerType VARCHAR)',
        ],
        ['notebook', 'STRUCT(notebookId VARCHAR)'],
        ['clusterId', 'VARCHAR'],
        ['readVersion', 'BIGINT'],
        ['isolationLevel', 'VARCHAR'],
        ['isBlindAppend', 'BOOLEAN'],
        ['operationMetrics', 'MAP(VARCHAR, VARCHAR)'],
        ['userMetadata', 'VARCHAR'],
        ['engineInfo', 'VARCHAR'],
      ],
      versions.map((version) => [
        String(version.version),
        instant(version.timestamp),
        textLiteral('1000000000000001'),
        textLiteral(user),
        textLiteral(version.operation),
        mapLiteral(version.parameters),
        'NULL',
        'NULL',
        'NULL',
        version.version === 0 ? 'NULL' : String(version.version - 1),
        textLiteral('WriteSerializable'),
        String(version.isBlindAppend),
        mapLiteral(version.metrics),
        'NULL',
        textLiteral('Databricks-Runtime/18.1.x-photon-scala2.13'),
      ]),
    ),
  };
}

function size(relation: Relation): { bytes: number; files: number; count: number } {
  const { segments } = latestVersion(relation);
  const sum = (of: (segment: { bytes: number; rows: number }) => number) =>
    segments.reduce((total, segment) => total + of(segment), 0);
  return {
    bytes: sum((segment) => segment.bytes),
    files: sum((segment) => (segment.rows === 0 ? 0 : Math.max(1, Math.ceil(segment.bytes / 100_000_000)))),
    count: sum((segment) => segment.rows),
  };
}

function instant(milliseconds: number): string {
  return `make_timestamptz(${milliseconds * 1000})`;
}

function location(relation: Relation): string {
  return `s3://sample-warehouse/__unitystorage/tables/${tableId(relation)}`;
}

/** The same for the same table, in the shape of a UUID. */
function tableId(relation: Relation): string {
  let digits = '';
  for (let salt = 0; digits.length < 32; salt += 1) {
    let hash = 2_166_136_261 ^ salt;
    for (const byte of new TextEncoder().encode(`${relationLabel(relation)}:${relation.createdAt}`)) {
      hash = Math.imul(hash ^ byte, 16_777_619) >>> 0;
    }
    digits += (hash >>> 0).toString(16).padStart(8, '0');
  }
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}
