import { expect, it } from 'vitest';
import { newDocumentText } from '../../../../src/extension/language/new-document-text.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';
import type { ConnectionChoice } from '../../../../src/shared/document/replication.ts';

const choices: readonly ConnectionChoice[] = [
  { kind: 'sample' },
  { kind: 'profile', name: 'prod' },
  { kind: 'profile', name: '0815', httpPath: '/sql/1.0/warehouses/a', caFile: '/etc/ca.pem' },
  { kind: 'host', host: 'a.cloud.databricks.com', httpPath: '/sql/1.0/warehouses/a' },
];

it.each(choices)('is a document without mistakes that means %j', (choice) => {
  const parsed = parseReplication(newDocumentText(choice, 'lake.duckdb'));
  expect(parsed).toMatchObject({ ok: true, replication: { connection: choice, target: { file: 'lake.duckdb' } } });
});
