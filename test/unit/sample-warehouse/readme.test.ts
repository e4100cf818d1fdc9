import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseFaultRules } from '../../../src/sample-warehouse/faults/parse-fault-rules.ts';

const folder = new URL('../../../src/sample-warehouse/', import.meta.url);
const readme = readFileSync(new URL('README.md', folder), 'utf8');

test('the example of a faults file is one', () => {
  const example = /```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  expect(parseFaultRules(example)).toHaveLength(6);
});

test('what the map names is there', () => {
  const places = [...readme.matchAll(/`((?:[a-z-]+\/)+(?:[a-z-]+\.ts)?|[a-z-]+\.ts)`/g)].map((match) => match[1] ?? '');
  expect(places.length).toBeGreaterThan(10);
  expect(places.filter((place) => !existsSync(new URL(place, folder)) && !existsSync(place))).toEqual([]);
});
