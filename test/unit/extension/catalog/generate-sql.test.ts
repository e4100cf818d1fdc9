import { expect, it } from 'vitest';
import { describeTable } from '../../../../src/extension/catalog/describe-node.ts';
import { generateCreate, generateSelect } from '../../../../src/extension/catalog/generate-sql.ts';
import type { TableDetails } from '../../../../src/shared/catalog-entries.ts';

const details: TableDetails = {
  name: { catalog: 'main', schema: 'my sales', table: 'order' },
  kind: 'MANAGED',
  format: 'DELTA',
  owner: 'ada@example.com',
  comment: "What people've ordered",
  columns: [
    { name: 'id', type: 'bigint', nullable: false },
    { name: 'Order Day', type: 'date', nullable: true, comment: 'Day' },
  ],
  primaryKey: ['id'],
  partitionColumns: ['Order Day'],
  filtered: true,
  version: 1234,
  bytes: 6_400_000_000,
  createdAt: '2026-01-02T03:04:05.000Z',
  properties: {},
};

it('writes a SELECT with every column, quoted only where it is needed', () => {
  expect(generateSelect(details)).toBe('SELECT\n  id,\n  `Order Day`\nFROM main.`my sales`.`order`\nLIMIT 100;\n');
});

it('writes a CREATE TABLE with rules, keys and comments', () => {
  expect(generateCreate(details)).toBe(
    [
      'CREATE TABLE main.`my sales`.`order` (',
      '  id BIGINT NOT NULL,',
      "  `Order Day` DATE COMMENT 'Day',",
      '  PRIMARY KEY (id)',
      ')',
      'PARTITIONED BY (`Order Day`)',
      "COMMENT 'What people\\'ve ordered';",
      '',
    ].join('\n'),
  );
});

it('describes a table by what is known without cost, and warns of filters', () => {
  const { heading, facts, warning } = describeTable(details);
  expect(heading).toBe('main.my sales.order');
  expect(Object.fromEntries(facts)).toEqual({
    Kind: 'Table, delta',
    Columns: '2',
    'Primary key': 'id',
    'Partitioned by': 'Order Day',
    Size: '6.40 GB',
    Version: '1,234',
    Owner: 'ada@example.com',
    Created: '2026-01-02 03:04',
  });
  expect(warning).toMatch(/row filter or column mask/);
});
