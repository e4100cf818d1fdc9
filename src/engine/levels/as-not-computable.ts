import { ReplicatorError } from '../../shared/errors.ts';
import type { TablePlan, TransformPlan } from '../../shared/plan.ts';

/** A value with which DuckDB fails behind a transform is one that the transform should have expected. */
export async function asNotComputable<T>(work: Promise<T>, { columns, transform }: TablePlan): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ReplicatorError) || error.code !== 'value.outOfRange' || transform === undefined)
      throw error;
    const { conversion: problem } = error.facts;
    if (problem === undefined) throw error;
    const column = columns.find(({ target }) => target === error.subject.column)?.source;
    const where = column === undefined ? ` (${placesOf(transform).join(', ')})` : ` of ${column}`;
    throw new ReplicatorError('value.notComputable', `The transform cannot compute a value${where}: ${problem}`, {
      ...(column === undefined ? {} : { subject: { column } }),
      facts: error.facts,
      cause: error,
    });
  }
}

/** Where a person wrote what is computed. */
function placesOf({ columns, filter, dropDuplicates }: TransformPlan): readonly string[] {
  return [
    ...columns.flatMap(({ target, unchanged }) => (unchanged === undefined ? [target] : [])),
    ...(filter === undefined ? [] : ['filter']),
    ...(dropDuplicates?.orderBy === undefined ? [] : ['orderBy']),
  ];
}
