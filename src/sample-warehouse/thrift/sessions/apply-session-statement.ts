import { Schema } from 'apache-arrow';
import type { Catalog } from '../../catalog.ts';
import { SqlError, type SqlResult } from '../../sql/sql-engine.ts';
import type { Session } from './session.ts';
import type { SessionStatement } from './session-statement.ts';

async function* noBatches() {
  // DDL has no rows.
}

function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

function noSuchCatalog(name: string): SqlError {
  const message = `[NO_SUCH_CATALOG_EXCEPTION] Catalog ${quoted(name)} was not found. Please verify the name or run \`SHOW CATALOGS\` to list available catalogs. SQLSTATE: 42704`;
  return new SqlError('NO_SUCH_CATALOG_EXCEPTION', '42704', message, { catalog: quoted(name) });
}

function noSuchSchema(catalog: string, schema: string): SqlError {
  const schemaName = `${quoted(catalog)}.${quoted(schema)}`;
  const message = `[SCHEMA_NOT_FOUND] The schema ${schemaName} cannot be found. Verify the spelling and correctness of the schema and catalog. SQLSTATE: 42704`;
  return new SqlError('SCHEMA_NOT_FOUND', '42704', message, { schemaName });
}

function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** The catalog as it is spelled in the metastore. @throws SqlError when there is none */
export function resolveCatalog(catalog: Catalog, name: string): string {
  const found = catalog.catalogs().find((each) => sameName(each.name, name));
  if (found === undefined) throw noSuchCatalog(name);
  return found.name;
}

function resolveSchema(catalog: Catalog, catalogName: string, name: string): string {
  const found = catalog.schemas(catalogName)?.find((each) => sameName(each.name, name));
  if (found === undefined) throw noSuchSchema(catalogName, name);
  return found.name;
}

/** @throws SqlError for a zone that nobody knows */
export function checkTimeZone(timeZone: string): string {
  try {
    Intl.DateTimeFormat('en-US', { timeZone });
    return timeZone;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = `[INVALID_CONF_VALUE.TIME_ZONE] The value '${timeZone}' in the config "spark.sql.session.timeZone" is invalid. Cannot resolve the given timezone. SQLSTATE: 22022`;
    throw new SqlError('INVALID_CONF_VALUE.TIME_ZONE', '22022', message, {
      confValue: timeZone,
      confName: 'spark.sql.session.timeZone',
    });
  }
}

/** Changes the session as the statement says; answers as DDL does. @throws SqlError */
export function applySessionStatement(statement: SessionStatement, session: Session, catalog: Catalog): SqlResult {
  if (statement.kind === 'timeZone') {
    session.change({ timeZone: checkTimeZone(statement.timeZone) });
  } else {
    const catalogName =
      statement.catalog === undefined ? session.namespace.catalog : resolveCatalog(catalog, statement.catalog);
    const schema = statement.schema === undefined ? 'default' : resolveSchema(catalog, catalogName, statement.schema);
    session.change({ catalog: catalogName, schema });
  }
  return { columns: [], schema: new Schema([]), batches: noBatches() };
}
