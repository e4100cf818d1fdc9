import { ReplicatorError } from '../../shared/errors.ts';

/** The warehouse has found the statement sound when it was planned, so what it refuses now has changed since. */
export async function asChanged<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ReplicatorError) || error.code !== 'source.invalidSql') throw error;
    throw new ReplicatorError('source.schemaChanged', `The source has changed since the plan: ${error.message}`, {
      facts: error.facts,
      cause: error,
    });
  }
}
