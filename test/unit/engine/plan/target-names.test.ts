import { describe, expect, it } from 'vitest';
import { nameTargets } from '../../../../src/engine/plan/target-names.ts';
import { targetLabel } from '../../../../src/shared/names.ts';
import type { TableTask } from '../../../../src/shared/table-task.ts';

function task(source: string, target = source.split('.').slice(1).join('.'), targetIsExplicit = false): TableTask {
  const [catalog = '', schema = '', table = ''] = source.split('.');
  const [targetSchema = '', targetTable = ''] = target.split('.');
  return {
    source: { catalog, schema, table },
    target: { schema: targetSchema, table: targetTable },
    targetIsExplicit,
    level: 'auto',
    mode: 'replace',
    validation: 'counts',
  };
}

const named = (...tasks: TableTask[]) => nameTargets(tasks, []).named.map(({ target }) => targetLabel(target));

describe('nameTargets', () => {
  it('takes the two last parts of the name', () => {
    expect(named(task('a.s.t'), task('a.s.u'))).toEqual(['s.t', 's.u']);
  });

  it('puts the catalog in front where two catalogs meet, whatever the letter case, and says so', () => {
    const { named: both } = nameTargets([task('a.s.t'), task('b.s.T'), task('b.s.u')], []);
    expect(both.map(({ target }) => targetLabel(target))).toEqual(['a_s.t', 'b_s.T', 's.u']);
    expect(both[0]?.warning).toBe('goes into a_s.t, because another table is, or was, called s.t too');
    expect(both[2]?.warning).toBeUndefined();
  });

  it('keeps out of reserved schemas', () => {
    expect(named(task('system.information_schema.tables'))).toEqual(['system_information_schema.tables']);
    expect(named(task('a._replicator.runs'))).toEqual(['a__replicator.runs']);
  });

  it('refuses names that were written down twice, and leaves the others', () => {
    const { named: kept, refused } = nameTargets(
      [task('a.s.t', 'x.y', true), task('b.s.t', 'X.Y', true), task('c.s.t'), task('d.s.t', 'pg_catalog.t', true)],
      [],
    );
    expect(kept.map(({ target }) => targetLabel(target))).toEqual(['s.t']);
    expect(refused.map(({ error }) => [error.code, error.message, error.subject.table])).toEqual([
      ['plan.collision', '2 tables would be called x.y.', 'a.s.t'],
      ['plan.collision', '2 tables would be called X.Y.', 'b.s.t'],
      ['plan.collision', 'The schema of pg_catalog.t is reserved.', 'd.s.t'],
    ]);
  });

  it('keeps the name of a table that was copied before, also when it comes alone or gets company', () => {
    const copied = (source: string, schema: string) => [{ source, target: { schema, table: 't' } }];
    const label = (tasks: TableTask[], published: ReturnType<typeof copied>) =>
      nameTargets(tasks, published).named.map(({ target }) => targetLabel(target));
    expect(label([task('a.s.t')], copied('A.s.t', 'a_s'))).toEqual(['a_s.t']);
    expect(label([task('a.s.t'), task('b.s.t')], copied('a.s.t', 's'))).toEqual(['s.t', 'b_s.t']);
    expect(label([task('a.s.t')], copied('a.s.t', 'elsewhere'))).toEqual(['s.t']);
  });
});
