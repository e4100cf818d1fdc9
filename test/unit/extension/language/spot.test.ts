import { describe, expect, it } from 'vitest';
import { findSpot, type Spot } from '../../../../src/extension/language/spot.ts';

/** `|` is the cursor. */
function spotIn(marked: string): Spot | undefined {
  const offset = marked.indexOf('|');
  return findSpot(marked.slice(0, offset) + marked.slice(offset + 1), offset);
}

function short(marked: string): string {
  const spot = spotIn(marked);
  return spot === undefined ? 'nowhere' : `${spot.kind} ${spot.path.join('/')} “${spot.prefix}”`;
}

describe('findSpot', () => {
  it.each([
    ['|', 'value  “”'],
    ['con|', 'value  “con”'],
    ['connection: sample\nta|', 'key  “ta”'],
    ['connection: sample\n|\ntables: []', 'key  “”'],
    ['connection: |', 'value connection “”'],
    ['connection: sam|ple\ntarget: x', 'value connection “sam”'],
    ['connection: |\ntarget: x', 'value connection “”'],
    ['connection:\n  pro|', 'value connection “pro”'],
    ['connection:\n  profile: |', 'value connection/profile “”'],
    ['connection: { pro|', 'key connection “pro”'],
    ['connection: { profile: x, |}', 'key connection “”'],
    ['defaults: { level: | }', 'value defaults/level “”'],
    ['defaults:\n  level: auto\n  |', 'key defaults “”'],
    ['limits:\n  memory: 2G|', 'value limits/memory “2G”'],
    ['tables:\n  - |', 'value tables/0 “”'],
    ['tables:\n  - a.b.c\n  - samples.tp|', 'value tables/1 “samples.tp”'],
    ['tables: [samples.|]', 'value tables/0 “samples.”'],
    ['tables: ["`a b`.|"]', 'value tables/0 “`a b`.”'],
    ['tables:\n  - source: a.b.|', 'value tables/0/source “a.b.”'],
    ['tables:\n  - source: a.b.c\n    |', 'key tables/0 “”'],
    ['tables:\n  - source: a.b.c\n    le|vel: auto', 'key tables/0 “le”'],
    ['tables:\n  - source: a.b.c\n    columns: [k, |]', 'value tables/0/columns/1 “”'],
    ['tables:\n  - source: a.b.c\n    columns:\n      - |', 'value tables/0/columns/0 “”'],
    ['tables:\n  - source: a.b.c\n    where: k > 1 AND l|', 'value tables/0/where “k > 1 AND l”'],
    ['exclude:\n  - a.|', 'value exclude/0 “a.”'],
    ["target: 'la|ke'", 'value target “la”'],
    ['global:\n  duckdb_path: |', 'value global/duckdb_path “”'],
    ['tables:\n  - name: t\n    source:\n      catalog: sa|', 'value tables/0/source/catalog “sa”'],
    ['# con|', 'nowhere'],
    ['connection: sample # not|e', 'nowhere'],
    ['target: lake.duckdb\n  |', 'nowhere'],
  ])('%j', (text, expected) => {
    expect(short(text)).toBe(expected);
  });

  it('gives what would be replaced', () => {
    expect(spotIn('target: "la|ke"\n')).toMatchObject({ start: 9, end: 13, prefix: 'la', text: 'lake', quote: '"' });
    expect(spotIn('tables: [a.|b, c]')).toMatchObject({ start: 9, end: 12, text: 'a.b', flow: true });
  });

  it('tells keys that have a value from those that do not', () => {
    expect(spotIn('connection: sample\nta|rget: x')).toMatchObject({ hasValue: true, siblings: ['connection'] });
    expect(spotIn('connection: sample\nta|')).toMatchObject({ hasValue: false });
  });

  it('knows the form', () => {
    expect(spotIn('global: {|}')?.olderForm).toBe(true);
    expect(spotIn('connection: |')?.olderForm).toBe(false);
  });
});
