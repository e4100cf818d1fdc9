import { backtick } from './quote.ts';
import { SqlError } from './sql-engine.ts';

function failure(
  errorClass: string,
  sqlState: string,
  text: string,
  parameters: Readonly<Record<string, string>> = {},
  position = '',
): SqlError {
  return new SqlError(errorClass, sqlState, `[${errorClass}] ${text} SQLSTATE: ${sqlState}${position}`, parameters);
}

/** `position` is an offset into `sql`. */
export function syntaxError(sql: string, position: number, near: string, hint = ''): SqlError {
  const before = sql.slice(0, position).split('\n');
  const line = before.length;
  const column = (before.at(-1) ?? '').length;
  const lines = sql.split('\n');
  const shown = [...lines.slice(0, line), `${'-'.repeat(column)}^^^`, ...lines.slice(line)].join('\n');
  const message = `\n[PARSE_SYNTAX_ERROR] Syntax error at or near ${near}${hint}. SQLSTATE: 42601 (line ${line}, pos ${column})\n\n== SQL ==\n${shown}\n`;
  return new SqlError('PARSE_SYNTAX_ERROR', '42601', message, { error: near, hint });
}

export function tableNotFound(parts: readonly string[], at = ''): SqlError {
  const relationName = parts.map(backtick).join('.');
  return failure(
    'TABLE_OR_VIEW_NOT_FOUND',
    '42P01',
    `The table or view ${relationName} cannot be found. Verify the spelling and correctness of the schema and catalog.\nIf you did not qualify the name with a schema, verify the current_schema() output, or qualify the name with the correct schema and catalog.\nTo tolerate the error on drop use DROP VIEW IF EXISTS or DROP TABLE IF EXISTS.`,
    { relationName },
    at,
  );
}

export function schemaNotFound(parts: readonly string[]): SqlError {
  const schemaName = parts.map(backtick).join('.');
  return failure(
    'SCHEMA_NOT_FOUND',
    '42704',
    `The schema ${schemaName} cannot be found. Verify the spelling and correctness of the schema and catalog.\nIf you did not qualify the name with a catalog, verify the current_schema() output, or qualify the name with the correct catalog.\nTo tolerate the error on drop use DROP SCHEMA IF EXISTS.`,
    { schemaName },
  );
}

export function catalogNotFound(name: string): SqlError {
  return failure(
    'NO_SUCH_CATALOG_EXCEPTION',
    '42704',
    `Catalog '${name}' was not found. Please verify the catalog name and then retry the query or command again.`,
    { catalog: name },
  );
}

export function unresolvedColumn(name: string, candidates: readonly string[], at = ''): SqlError {
  const objectName = name.split('.').map(backtick).join('.');
  const text = `A column, variable, or function parameter with name ${objectName} cannot be resolved.`;
  if (candidates.length === 0) {
    return failure('UNRESOLVED_COLUMN.WITHOUT_SUGGESTION', '42703', text, { objectName }, at);
  }
  const proposal = candidates.map(backtick).join(', ');
  return failure(
    'UNRESOLVED_COLUMN.WITH_SUGGESTION',
    '42703',
    `${text} Did you mean one of the following? [${proposal}].`,
    { objectName, proposal },
    at,
  );
}

export function unresolvedRoutine(name: string, at = ''): SqlError {
  return failure(
    'UNRESOLVED_ROUTINE',
    '42883',
    `Cannot resolve routine ${backtick(name)} on search path [\`system\`.\`builtin\`, \`system\`.\`session\`].`,
    { routineName: backtick(name) },
    at,
  );
}

export function insufficientPermissions(privilege: string, securable: string): SqlError {
  return failure(
    'INSUFFICIENT_PERMISSIONS',
    '42501',
    `Insufficient privileges:\nUser does not have ${privilege} on ${securable}`,
    { report: `User does not have ${privilege} on ${securable}` },
  );
}

export function unsupported(what: string): SqlError {
  return failure('UNSUPPORTED_FEATURE.SAMPLE_WAREHOUSE', '0A000', `The sample warehouse does not support ${what}.`, {
    feature: what,
  });
}

export function versionNotFound(version: number, earliest: number, latest: number): SqlError {
  return failure(
    'DELTA_VERSION_NOT_FOUND',
    '22003',
    `Cannot time travel Delta table to version ${version}. Available versions: [${earliest}, ${latest}].`,
    { userVersion: String(version), earliest: String(earliest), latest: String(latest) },
  );
}

export function timestampOutOfRange(asked: string, commit: string, late: boolean): SqlError {
  return late
    ? failure(
        'DELTA_TIMESTAMP_GREATER_THAN_COMMIT',
        '42816',
        `Timestamp ${asked} is after the table's latest version (${commit}). Use a timestamp at or before ${commit}.`,
      )
    : failure(
        'DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION',
        '42816',
        `The provided timestamp (${asked}) is before the earliest version available to this table (${commit}). Please use a timestamp after ${commit}.`,
      );
}

export function timeTravelOnView(): SqlError {
  return failure(
    'DELTA_UNSUPPORTED_TIME_TRAVEL_VIEWS',
    '0AKDC',
    'Cannot time travel views, subqueries, streams or change data feed queries.',
  );
}

export function historyOfView(): SqlError {
  return failure('DELTA_CANNOT_DESCRIBE_VIEW_HISTORY', '42809', 'Cannot describe the history of a view.');
}

export function rowLevelSecurity(table: string, feature: 'TIME_TRAVEL' | 'DESCRIBE_HISTORY'): SqlError {
  const what =
    feature === 'TIME_TRAVEL'
      ? 'Time travel for table with row level security policy and column mask policies'
      : 'Reading commit history is not supported for tables with row level security and column mask policies.';
  return failure(
    `ROW_LEVEL_SECURITY_COLUMN_MASK_FEATURE_NOT_SUPPORTED.${feature}`,
    '0A000',
    `Row level security policies and column mask policies for ${table} are not supported: ${what}`,
    { tableName: table },
  );
}

export function notDelta(table: string, operation: string): SqlError {
  return failure(
    'DELTA_TABLE_ONLY_OPERATION',
    '0AKDD',
    `${table} is not a Delta table. ${operation} is only supported for Delta tables.`,
    { tableName: table, operation },
  );
}

export function changesNotRecorded(start: number, end: number, version: number): SqlError {
  return failure(
    'DELTA_MISSING_CHANGE_DATA',
    'KD002',
    `Error getting change data for range [${start}, ${end}] as change data was not recorded for version [${version}]. If you've enabled change data feed on this table, use \`DESCRIBE HISTORY\` to see when it was first enabled. Otherwise, to start recording change data, use \`ALTER TABLE table_name SET TBLPROPERTIES (delta.enableChangeDataFeed=true)\`.`,
    { startVersion: String(start), endVersion: String(end), version: String(version) },
  );
}

export function changesStartTooLate(start: number, latest: number): SqlError {
  return failure(
    'DELTA_CDC_START_VERSION_AFTER_LATEST',
    '22003',
    `Start version ${start} for change data feed exceeds the latest table version ${latest}.`,
  );
}

export function changesRangeInvalid(start: number, end: number): SqlError {
  return failure(
    'DELTA_INVALID_CDC_RANGE',
    '22003',
    `CDC range from start ${start} to end ${end} was invalid. End cannot be before start.`,
  );
}

export function changesAcrossSchemas(): SqlError {
  return failure(
    'DELTA_CHANGE_DATA_FEED_INCOMPATIBLE_SCHEMA_CHANGE',
    '0AKDC',
    'Retrieving table changes between the given versions failed because of an incompatible schema change.',
  );
}

export function changesOnView(view: string): SqlError {
  return failure('DELTA_TABLE_CHANGES_VIEW_UNSUPPORTED', '0AKDC', `table_changes on view '${view}' is not supported.`);
}

export function alreadyExists(parts: readonly string[]): SqlError {
  const relationName = parts.map(backtick).join('.');
  return failure(
    'TABLE_OR_VIEW_ALREADY_EXISTS',
    '42P07',
    `Cannot create table or view ${relationName} because it already exists.\nChoose a different name, drop or replace the existing object, add the IF NOT EXISTS clause to tolerate pre-existing objects, or add the OR REFRESH clause to refresh the existing streaming table.`,
    { relationName },
  );
}

export function unboundParameter(name: string, at: string): SqlError {
  return failure(
    'UNBOUND_SQL_PARAMETER',
    '42P02',
    `Found the unbound parameter: ${name}. Please, fix \`args\` and provide a mapping of the parameter to either a SQL literal or collection constructor functions such as \`map()\`, \`array()\`, \`struct()\`.`,
    { name },
    at,
  );
}

export function invalidColumnName(name: string): SqlError {
  return failure(
    'INVALID_COLUMN_NAME_AS_PATH',
    '46121',
    `The datasource "parquet" cannot save the column ${backtick(name)} because its name contains some characters that are not allowed in file paths. Please, use an alias to rename it.`,
    { datasource: '"parquet"', columnName: backtick(name) },
  );
}

export function unsupportedForParquet(column: string, type: string): SqlError {
  return failure(
    'UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE',
    '0A000',
    `The Parquet datasource doesn't support the column ${backtick(column)} of the type "${type}".`,
    { format: 'Parquet', columnName: backtick(column), columnType: `"${type}"` },
  );
}

export function columnAlreadyExists(name: string): SqlError {
  return failure(
    'COLUMN_ALREADY_EXISTS',
    '42711',
    `The column ${backtick(name.toLowerCase())} already exists. Choose another name or rename the existing column.`,
    { columnName: backtick(name.toLowerCase()) },
  );
}

export function unsupportedType(text: string): SqlError {
  return failure('UNSUPPORTED_DATATYPE', '0A000', `Unsupported data type "${text}".`, { typeName: text });
}

const typeNames: Record<string, string> = { INT8: 'TINYINT', INT16: 'SMALLINT', INT32: 'INT', INT64: 'BIGINT' };

/** A failure of DuckDB in the words of the warehouse. */
export function translateFailure(error: unknown, sql: string): SqlError {
  if (error instanceof SqlError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const worded = /\[([A-Z0-9_.]+)\] [\s\S]*SQLSTATE: (\w{5})/.exec(message);
  if (worded?.[1] !== undefined && worded[2] !== undefined) return new SqlError(worded[1], worded[2], worded[0]);
  const syntax = /syntax error at or near "([\s\S]*?)"/.exec(message);
  if (syntax?.[1] !== undefined) {
    const near = syntax[1];
    const position = sql.toLowerCase().indexOf(near.toLowerCase());
    return syntaxError(sql, Math.max(position, 0), `'${near}'`);
  }
  if (message.startsWith('Parser Error')) return syntaxError(sql, sql.length, 'end of input');
  const column =
    /Referenced (?:column|table) "([\s\S]*?)" not found/.exec(message) ??
    /does not have a column named "([\s\S]*?)"/.exec(message) ??
    /column "?([\s\S]*?)"? (?:not found|does not exist)/i.exec(message);
  if (message.startsWith('Binder Error') && column?.[1] !== undefined) {
    const name = column[1];
    const list = /Candidate (?:bindings|tables): ?([^\n]*)/.exec(message)?.[1] ?? '';
    const candidates = [...list.matchAll(/"((?:[^"]|"")*)"/g)].map((match) => (match[1] ?? '').replaceAll('""', '"'));
    const before = sql.slice(0, Math.max(sql.indexOf(name), 0)).split('\n');
    return unresolvedColumn(name, candidates, `; line ${before.length} pos ${(before.at(-1) ?? '').length}`);
  }
  const cast = /Could not convert string '([\s\S]*?)' to (\w+)/.exec(message);
  if (cast?.[1] !== undefined && cast[2] !== undefined) return castInvalid(cast[1], typeNames[cast[2]] ?? cast[2]);
  const format = /invalid (date|timestamp) field format: "([\s\S]*?)"/.exec(message);
  if (format?.[1] !== undefined && format[2] !== undefined) return castInvalid(format[2], format[1].toUpperCase());
  if (message.startsWith('Out of Range Error') || /out of range for the destination type/.test(message)) {
    return failure('ARITHMETIC_OVERFLOW', '22003', message.split('\n')[0] ?? message);
  }
  if (message.startsWith('Conversion Error')) {
    return failure('CAST_INVALID_INPUT', '22018', message.split('\n')[0] ?? message);
  }
  if (message.startsWith('Binder Error')) {
    return failure('DATATYPE_MISMATCH', '42K09', message.split('\n')[0] ?? message);
  }
  return failure('INTERNAL_ERROR', 'XX000', message.split('\n')[0] ?? message);
}

function castInvalid(value: string, type: string): SqlError {
  return failure(
    'CAST_INVALID_INPUT',
    '22018',
    `The value '${value}' of the type "STRING" cannot be cast to "${type}" because it is malformed. Correct the value as per the syntax, or change its target type. Use \`try_cast\` to tolerate malformed input and return NULL instead.`,
    { expression: `'${value}'`, sourceType: '"STRING"', targetType: `"${type}"` },
  );
}
