import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { replicationSchema } from '../../../../src/shared/document/json-schema.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';
import { accepted, refused } from './samples.ts';

const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(replicationSchema);

test.each(Object.entries(accepted))('parser and schema accept %s', (_, text) => {
  const parsed = parseReplication(text);
  expect(parsed.ok ? [] : parsed.diagnostics).toEqual([]);
  validate(parse(text));
  expect(validate.errors ?? []).toEqual([]);
});

test.each(Object.entries(refused))('parser and schema refuse %s', (_, text) => {
  expect(parseReplication(text).ok).toBe(false);
  expect(validate(parse(text))).toBe(false);
});

test('the schema in the repository is the one in the code', async () => {
  const file = fileURLToPath(new URL('../../../../schema/replication.schema.json', import.meta.url));
  await expect(`${JSON.stringify(replicationSchema, null, 2)}\n`).toMatchFileSnapshot(file);
});
