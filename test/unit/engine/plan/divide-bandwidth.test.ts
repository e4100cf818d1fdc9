import { expect, it } from 'vitest';
import { divideBandwidth } from '../../../../src/engine/plan/divide-bandwidth.ts';

const streamed = { level: 'streaming' } as const;
const basic = { level: 'basic' } as const;
const exported = { level: 'parquet', volume: '/Volumes/a/b/c' } as const;

it.each([
  ['results alone', [streamed, basic], 1000],
  ['volumes alone', [exported, basic], 1000],
  ['results and volumes', [streamed, exported], 500],
])('never gives more than the limit to %s together', (_, tables, each) => {
  expect(divideBandwidth({ limits: { bandwidthBytes: 1000 }, tables })).toEqual({ results: each, volumes: each });
});

it('holds nothing back where there is no limit', () => {
  expect(divideBandwidth({ limits: {}, tables: [streamed, exported] })).toEqual({});
});
