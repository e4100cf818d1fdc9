import type { ColumnMapping } from '../../shared/column-mapping.ts';
import { suggest } from '../../shared/document/suggest.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { Transform } from '../../shared/transform.ts';
import { listNames } from '../plan/choose-columns.ts';
import { findColumn } from './find-column.ts';

/** Columns that a transform speaks of and that are not copied. */
export function unknownColumns(transform: Transform, columns: readonly ColumnMapping[]): readonly ReplicatorError[] {
  const names = columns.map(({ source }) => source);
  const spokenOf = [
    ...Object.keys(transform.columns).map((name) => ({ name, place: 'columns' })),
    ...(transform.dropDuplicates?.by ?? []).map((name) => ({ name, place: 'dropDuplicates' })),
  ];
  return spokenOf
    .filter(({ name }) => findColumn(name, columns) === undefined)
    .map(({ name, place }) => {
      const meant = suggest(name, names);
      const hint = meant === undefined ? `Copied are ${listNames(names)}.` : `Did you mean ${meant}?`;
      return new ReplicatorError(
        'plan.unknownColumn',
        `The transform (${place}) speaks of a column ${JSON.stringify(name)}, which is not among those that are copied. ${hint}`,
        { subject: { column: name } },
      );
    });
}

/** A column of the copy, and what people know it by. */
interface NamedColumn {
  readonly target: string;
  /** `c_name`, `derive`. */
  readonly origin: string;
}

/** Names that the columns of a copy cannot have. DuckDB does not tell upper from lower case. */
export function unusableNames(columns: readonly NamedColumn[]): readonly ReplicatorError[] {
  const first = new Map<string, NamedColumn>();
  return columns.flatMap((column) => {
    const { target, origin } = column;
    const refuse = (message: string) => [
      new ReplicatorError('plan.columnName', message, { subject: { column: target } }),
    ];
    if (target.trim() === '' || target.includes('\0'))
      return refuse(`A column of the copy (from ${origin}) would have no name.`);
    const other = first.get(target.toLowerCase());
    first.set(target.toLowerCase(), other ?? column);
    return other === undefined
      ? []
      : refuse(`Two columns of the copy would be called ${target}: one from ${other.origin}, one from ${origin}.`);
  });
}
