import {
  changesAcrossSchemas,
  changesNotRecorded,
  changesOnView,
  changesRangeInvalid,
  changesStartTooLate,
  insufficientPermissions,
  rowLevelSecurity,
  timestampOutOfRange,
  timeTravelOnView,
  versionNotFound,
} from './errors.ts';
import type { TimeTravel } from './read-travel.ts';
import {
  latestVersion,
  type Relation,
  readNames,
  recordsChanges,
  relationColumns,
  relationLabel,
  type Segment,
  selectSegments,
  type Version,
} from './relation.ts';
import type { Relations, Statement } from './statement.ts';
import { tokenize } from './tokenize.ts';
import { Translation } from './translate.ts';
import type { Warehouse } from './warehouse.ts';

/** The tables that one statement reads, with the version of each. */
export class Reads implements Relations {
  private readonly warehouse: Warehouse;
  private readonly statement: Pick<Statement, 'catalog' | 'schema' | 'user' | 'questions'>;
  /** `catalog.schema.table@version`; what pins the rows of the result. */
  readonly pins: string[] = [];

  constructor(warehouse: Warehouse, statement: Pick<Statement, 'catalog' | 'schema' | 'user' | 'questions'>) {
    this.warehouse = warehouse;
    this.statement = statement;
  }

  async table(parts: readonly string[], travel: TimeTravel | undefined, at: string): Promise<string> {
    const relation = this.warehouse.find(parts, this.statement, at);
    if (relation.denied === true) throw denied(relation);
    if (relation.view !== undefined) {
      if (travel !== undefined) throw timeTravelOnView();
      return this.view(relation, relation.view.text);
    }
    const version = travel === undefined ? latestVersion(relation) : versionAt(relation, travel);
    await prepareSegments(version.segments);
    this.pins.push(`${relationLabel(relation)}@${version.version}#${relation.createdAt}`);
    const rows = selectSegments(version.segments, version.columns);
    return relation.rowFilter === undefined
      ? `(${rows})`
      : `(SELECT * FROM (${rows}) WHERE ${relation.rowFilter.condition})`;
  }

  knows(parts: readonly string[]): boolean {
    return this.warehouse.lookup(parts, this.statement) !== undefined;
  }

  renamedColumns(parts: readonly string[]): ReadonlyMap<string, string> {
    const relation = this.warehouse.lookup(parts, this.statement);
    const columns = relation === undefined ? [] : relationColumns(relation);
    const names = readNames(columns);
    const pairs = columns.map((column, index): [string, string] => [column.name, names[index] ?? column.name]);
    return new Map(pairs.filter(([column, internal]) => column !== internal));
  }

  private async view(relation: Relation, sql: string): Promise<string> {
    const tokens = tokenize(sql);
    const context = {
      sql,
      tokens,
      parameters: [],
      user: this.statement.user,
      catalog: relation.catalog,
      schema: relation.schema,
      questions: this.statement.questions,
    };
    const reads = new Reads(this.warehouse, context);
    const body = await new Translation(context, reads).translate(0, tokens.length - 1);
    this.pins.push(`${relationLabel(relation)}=${sql}`, ...reads.pins);
    return `(${body})`;
  }

  async changes(name: string, from: number | string, to: number | string | undefined): Promise<string> {
    const parts = tokenize(name).filter((token) => token.kind === 'word' || token.kind === 'quoted');
    const relation = this.warehouse.find(
      parts.map((token) => (token.kind === 'quoted' ? token.value : token.text)),
      this.statement,
    );
    if (relation.denied === true) throw denied(relation);
    if (relation.view !== undefined) throw changesOnView(relationLabel(relation));
    const latest = latestVersion(relation);
    const start = boundary(relation, from, 'start');
    const end = Math.min(to === undefined ? latest.version : boundary(relation, to, 'end'), latest.version);
    if (start > latest.version) throw changesStartTooLate(start, latest.version);
    if (end < start) throw changesRangeInvalid(start, end);
    const range = relation.versions.filter(({ version }) => version >= start && version <= end);
    for (const version of range) {
      if (!recordsChanges(version)) throw changesNotRecorded(start, end, version.version);
    }
    const last = range.at(-1) ?? latest;
    for (const version of range) {
      const removed = version.columns.some(
        (column) => !last.columns.some((kept) => kept.physical === column.physical && kept.name === column.name),
      );
      if (removed) throw changesAcrossSchemas();
    }
    this.pins.push(`${relationLabel(relation)}:${start}-${end}#${relation.createdAt}`);
    const selects: string[] = [];
    for (const version of range) {
      const segments = 'rows' in version.changes ? [version.changes.rows] : version.changes.inserted;
      await prepareSegments(segments);
      const kind = 'rows' in version.changes ? '_change_type' : `'insert' AS _change_type`;
      const commit = `CAST(${version.version} AS BIGINT) AS _commit_version, make_timestamptz(${version.timestamp * 1000}) AS _commit_timestamp`;
      selects.push(selectSegments(segments, last.columns, () => [kind, commit]));
    }
    const nothing = selectSegments([], last.columns).replace(
      / WHERE false$/,
      ', CAST(NULL AS VARCHAR) AS _change_type, CAST(NULL AS BIGINT) AS _commit_version, CAST(NULL AS TIMESTAMPTZ) AS _commit_timestamp WHERE false',
    );
    const filled = selects.filter((select) => !select.endsWith('WHERE false'));
    return `(${[...(filled.length === 0 ? [nothing] : filled)].join(' UNION ALL ')})`;
  }
}

export async function prepareSegments(segments: readonly Segment[]): Promise<void> {
  for (const segment of segments) await segment.prepare?.();
}

function denied(relation: Relation) {
  return insufficientPermissions('SELECT', `Table '${relationLabel(relation)}'`);
}

function versionAt(relation: Relation, travel: TimeTravel): Version {
  if (relation.rowFilter !== undefined) throw rowLevelSecurity(relationLabel(relation), 'TIME_TRAVEL');
  const earliest = relation.versions[0];
  const latest = latestVersion(relation);
  if (earliest === undefined) throw timeTravelOnView();
  if ('version' in travel) {
    const found = relation.versions.find(({ version }) => version === travel.version);
    if (found === undefined) throw versionNotFound(travel.version, earliest.version, latest.version);
    return found;
  }
  const asked = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(travel.timestamp) ? travel.timestamp : `${travel.timestamp}Z`);
  const text = (time: number) => new Date(time).toISOString().replace('T', ' ').replace('Z', '');
  if (Number.isNaN(asked) || asked < earliest.timestamp) {
    throw timestampOutOfRange(travel.timestamp, text(earliest.timestamp), false);
  }
  if (asked > latest.timestamp) throw timestampOutOfRange(travel.timestamp, text(latest.timestamp), true);
  return relation.versions.findLast(({ timestamp }) => timestamp <= asked) ?? latest;
}

function boundary(relation: Relation, bound: number | string, side: 'start' | 'end'): number {
  if (typeof bound === 'number') return bound;
  const time = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(bound) ? bound : `${bound}Z`);
  const latest = latestVersion(relation);
  if (side === 'end') return relation.versions.findLast(({ timestamp }) => timestamp <= time)?.version ?? -1;
  return relation.versions.find(({ timestamp }) => timestamp >= time)?.version ?? latest.version + 1;
}
