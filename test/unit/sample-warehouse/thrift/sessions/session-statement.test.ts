import { describe, expect, it } from 'vitest';
import { readSessionStatement } from '../../../../../src/sample-warehouse/thrift/sessions/session-statement.ts';

describe('readSessionStatement', () => {
  it.each([
    ['USE CATALOG main', { kind: 'use', catalog: 'main' }],
    ['use schema `my schema`', { kind: 'use', schema: 'my schema' }],
    ['USE DATABASE sales;', { kind: 'use', schema: 'sales' }],
    ['USE sales', { kind: 'use', schema: 'sales' }],
    ['USE main.sales', { kind: 'use', catalog: 'main', schema: 'sales' }],
    ['USE SCHEMA `a``b`.`c.d`', { kind: 'use', catalog: 'a`b', schema: 'c.d' }],
    ['-- where\nUSE /* here */ catalog', { kind: 'use', schema: 'catalog' }],
    ["SET TIME ZONE 'Europe/Berlin'", { kind: 'timeZone', timeZone: 'Europe/Berlin' }],
    ['set timezone = UTC', { kind: 'timeZone', timeZone: 'UTC' }],
  ])('%s', (sql, expected) => {
    expect(readSessionStatement(sql)).toEqual(expected);
  });

  it.each([
    'SELECT 1',
    'USE',
    'USE a.b.c',
    'USE CATALOG a.b',
    "USE 'main'",
    'USEFUL sales',
    'SET x = 1',
    'SET TIME ZONE',
    '',
    'SET TIME ZONE LOCAL',
    "SET TIME ZONE INTERVAL '1' HOUR",
  ])('leaves to the engine: %s', (sql) => {
    expect(readSessionStatement(sql)).toBeUndefined();
  });
});
