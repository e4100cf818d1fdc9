import type { NodeReader, Place } from './node-reader.ts';
import type { PlacedName, PlacedTransform } from './read-transform.ts';
import type { LevelChoice } from './replication.ts';
import { isExact, type SourcePattern } from './source-pattern.ts';

/** What an entry says besides its transform. */
export interface TransformedEntry {
  readonly source: SourcePattern | undefined;
  readonly level: LevelChoice;
  /** The only ones that are copied; undefined for all. */
  readonly columns: readonly string[] | undefined;
  readonly excluded: readonly string[];
}

/** Reports what of a transform does not go together with its entry, and names that would meet in the copy. */
export function checkTransform(reader: NodeReader, placed: PlacedTransform, entry: TransformedEntry): void {
  const { place, path } = placed.field;
  if (entry.source !== undefined && !isExact(entry.source)) {
    reader.report(place, 'badValue', {
      message: `${path} speaks of the columns of one table, and this entry has wildcards`,
      expected: 'an entry of its own for each table that is transformed',
    });
  }
  if (entry.level !== 'pandas' && entry.level !== 'auto') {
    reader.report(place, 'wrongLevel', {
      message: `${path} is what the level pandas does; the level here is ${entry.level}`,
      expected: 'level: pandas, or auto, which then chooses it',
    });
  }
  refuseUnread(reader, placed, entry);
  refuseClashes(reader, placed, entry.columns ?? []);
}

function refuseUnread(reader: NodeReader, placed: PlacedTransform, { columns, excluded }: TransformedEntry): void {
  const wanted = columns && new Set(columns.map(lower));
  const without = new Set(excluded.map(lower));
  for (const { source } of placed.columns) {
    const name = lower(source.name);
    if ((wanted === undefined || wanted.has(name)) && !without.has(name)) continue;
    reader.report(source.place, 'badValue', {
      message: `the column ${source.name} is transformed, but this entry does not copy it`,
      expected: wanted === undefined ? 'a column that exclude does not name' : 'one of those in columns',
    });
  }
}

/** Two columns of the copy with one name: DuckDB does not tell upper from lower case. */
function refuseClashes(reader: NodeReader, placed: PlacedTransform, copied: readonly string[]): void {
  const sources = new Map<string, Place>();
  const once = placed.columns.filter(({ source }) =>
    claim(sources, source, (before) =>
      reader.report(source.place, 'duplicate', {
        message: `the column ${source.name} is already transformed in line ${reader.lineOf(before)}`,
        expected: 'one entry per column',
      }),
    ),
  );
  const untouched = copied.filter((name) => !sources.has(lower(name)));
  const targets = new Map(untouched.map((name) => [lower(name), placed.field.place]));
  const isCopied = new Set(untouched.map(lower));
  for (const target of [...once.map((column) => column.target), ...placed.derived]) {
    claim(targets, target, (before) => {
      const where = isCopied.has(lower(target.name)) ? 'is copied as it is' : `is in line ${reader.lineOf(before)}`;
      reader.report(target.place, 'duplicate', {
        message: `a column called ${target.name} ${where} already; letter case does not tell names apart`,
        expected: 'another name',
      });
    });
  }
}

/** False where the name was taken. */
function claim(taken: Map<string, Place>, { name, place }: PlacedName, report: (before: Place) => void): boolean {
  const before = taken.get(lower(name));
  if (before === undefined) taken.set(lower(name), place);
  else report(before);
  return before === undefined;
}

function lower(name: string): string {
  return name.toLowerCase();
}
