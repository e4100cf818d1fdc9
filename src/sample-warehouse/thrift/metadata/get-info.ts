import type { InfoValue } from '../protocol/responses.ts';
import { ThriftStatusError } from '../status.ts';

const answers: Readonly<Record<number, InfoValue>> = {
  13: { stringValue: 'Spark SQL' }, // CLI_SERVER_NAME
  17: { stringValue: 'Spark SQL' }, // CLI_DBMS_NAME
  18: { stringValue: '4.0.0' }, // CLI_DBMS_VER
  30: { lenValue: 255 }, // CLI_MAX_COLUMN_NAME_LEN
  32: { lenValue: 255 }, // CLI_MAX_SCHEMA_NAME_LEN
  35: { lenValue: 255 }, // CLI_MAX_TABLE_NAME_LEN
};

/** @throws ThriftStatusError for what the warehouse does not tell */
export function getInfo(infoType: number | undefined): InfoValue {
  const value = answers[infoType ?? -1];
  if (value === undefined) throw new ThriftStatusError('HY096', `Unrecognized GetInfoType value: ${infoType}.`);
  return value;
}
