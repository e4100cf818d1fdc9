import { matchesPart, patternLabel, type SourcePattern } from '../../shared/document/source-pattern.ts';
import { suggest } from '../../shared/document/suggest.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import { type SourceName, sourceLabel } from '../../shared/names.ts';
import type { CatalogReader } from '../source/source.ts';

/**
 * The tables that match a pattern, in the order of their names.
 * @throws ReplicatorError `source.notFound` where catalog or schema are named and are not there, with what may be meant
 */
export async function listMatching(
  pattern: SourcePattern,
  catalog: CatalogReader,
  signal: AbortSignal,
): Promise<readonly SourceName[]> {
  const catalogs = pattern.catalog.wild
    ? (await catalog.listCatalogs(signal)).filter((name) => matchesPart(pattern.catalog, name))
    : [pattern.catalog.text];
  const names: SourceName[] = [];
  try {
    for (const one of catalogs) {
      for (const schema of await schemasOf(one, pattern, catalog, signal)) {
        const tables = await catalog.listTables(one, schema, signal);
        names.push(...tables.map(({ name }) => name).filter((name) => matchesPart(pattern.table, name.table)));
      }
    }
  } catch (thrown) {
    if (!(thrown instanceof ReplicatorError) || thrown.code !== 'source.notFound') throw thrown;
    throw await whatIsMissing(pattern, thrown, catalog, signal);
  }
  return names.sort((a, b) => (sourceLabel(a) < sourceLabel(b) ? -1 : 1));
}

async function schemasOf(
  name: string,
  pattern: SourcePattern,
  catalog: CatalogReader,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (!pattern.schema.wild) return [pattern.schema.text];
  const schemas = await catalog.listSchemas(name, signal);
  return schemas.filter((schema) => matchesPart(pattern.schema, schema) && schema !== 'information_schema');
}

/** The error with the name that was probably meant, where there is one. */
async function whatIsMissing(
  pattern: SourcePattern,
  error: ReplicatorError,
  catalog: CatalogReader,
  signal: AbortSignal,
): Promise<ReplicatorError> {
  const label = patternLabel(pattern);
  const missing = (what: string, name: string, meant: string | undefined): ReplicatorError =>
    new ReplicatorError(
      'source.notFound',
      `There is no ${what} ${name} for ${label}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
      { facts: error.facts, cause: error },
    );
  if (pattern.catalog.wild) return error;
  const { text } = pattern.catalog;
  const catalogs = await catalog.listCatalogs(signal);
  if (!catalogs.some((name) => name.toLowerCase() === text.toLowerCase()))
    return missing('catalog', text, suggest(text, catalogs));
  if (pattern.schema.wild) return error;
  const schema = suggest(pattern.schema.text, await catalog.listSchemas(text, signal));
  return missing('schema', `${text}.${pattern.schema.text}`, schema === undefined ? undefined : `${text}.${schema}`);
}
