import { describe, expect, it } from 'vitest';
import { toSqlError } from '../../../../../src/engine/source/databricks/sql-errors.ts';

const at = (errorClass: string, sqlState: string) => `[${errorClass}] So it is. SQLSTATE: ${sqlState}; line 1 pos 14`;

describe('toSqlError', () => {
  it.each([
    { message: at('TABLE_OR_VIEW_NOT_FOUND', '42P01'), code: 'source.notFound' },
    { message: at('SCHEMA_NOT_FOUND', '42704'), code: 'source.notFound' },
    { message: at('UNRESOLVED_COLUMN.WITH_SUGGESTION', '42703'), code: 'source.invalidSql' },
    { message: at('PARSE_SYNTAX_ERROR', '42601'), code: 'source.invalidSql' },
    { message: at('INSUFFICIENT_PERMISSIONS', '42501'), code: 'auth.forbidden' },
    { message: at('DELTA_SCHEMA_CHANGED_WITH_VERSION', 'KD007'), code: 'source.schemaChanged' },
    { message: at('DELTA_VERSION_NOT_FOUND', '22003'), code: 'source.versionGone' },
    { message: at('DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION', '42816'), code: 'source.versionGone' },
    { message: at('DELTA_MISSING_CHANGE_DATA', 'KD002'), code: 'source.versionGone' },
    { message: at('DELTA_FILE_NOT_FOUND', '42K03'), code: 'source.versionGone' },
    {
      message: at('DELTA_UNSUPPORTED_TIME_TRAVEL_BEYOND_DELETED_FILE_RETENTION_DURATION', '0AKDC'),
      code: 'source.versionGone',
    },
    { message: at('DELTA_UNSUPPORTED_TIME_TRAVEL_VIEWS', '0AKDC'), code: 'source.unsupported' },
    { message: at('CAST_INVALID_INPUT', '22018'), code: 'source.invalidValue' },
    { message: at('ARITHMETIC_OVERFLOW', '22003'), code: 'source.invalidValue' },
    { message: at('DELTA_CONCURRENT_APPEND', '2D521'), code: 'source.busy' },
    { message: at('SOMETHING', '40001'), code: 'source.busy' },
    { message: at('SOMETHING', '08001'), code: 'network.unavailable' },
    { message: at('SOMETHING', '53200'), code: 'source.internal' },
    { message: at('INTERNAL_ERROR', 'XX000'), code: 'source.internal' },
    { message: 'Command failed because warehouse 1 was stopped.', code: 'source.internal' },
  ])('$message is $code', ({ message, code }) => {
    expect(toSqlError({ message })).toMatchObject({ code, message });
  });

  it('falls back to the error code of the service', () => {
    expect(toSqlError({ message: 'no', errorCode: 'RESOURCE_EXHAUSTED' }).code).toBe('source.busy');
    expect(toSqlError({ message: 'no', errorCode: 'BAD_REQUEST' }).code).toBe('source.internal');
  });

  it('believes the SQLSTATE that stands beside the message', () => {
    expect(toSqlError({ message: 'no', sqlState: '42601' })).toMatchObject({
      code: 'source.invalidSql',
      facts: { sqlState: '42601' },
    });
  });
});
