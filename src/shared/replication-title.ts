import type { Replication } from './document/replication.ts';
import { patternLabel } from './document/source-pattern.ts';
import { sourceLabel } from './names.ts';
import type { Plan } from './plan.ts';
import { counted } from './text/units.ts';

/** What a document copies, for people: `samples.tpch.lineitem`, `samples.tpch.* and 2 more`. */
export function replicationTitle(replication: Replication): string {
  return titleOf(
    replication.tables.filter(({ enabled }) => enabled).map(({ source }) => patternLabel(source)),
    'entry',
    'entries',
  );
}

/** What a plan copies: `samples.tpch.lineitem`, `8 tables of samples.tpch`. */
export function planTitle(plan: Plan): string {
  const sources = [
    ...plan.tables.map(({ source }) => sourceLabel(source)),
    ...plan.refused.map((refused) => refused.source),
  ];
  return titleOf(sources, 'table', 'tables');
}

function titleOf(names: readonly string[], noun: string, nouns: string): string {
  const [first = 'nothing', ...others] = names;
  if (others.length === 0) return first;
  const parent = parentOf(first);
  const shared = parent !== '' && names.every((name) => parentOf(name) === parent);
  return shared ? `${counted(names.length, noun, nouns)} of ${parent}` : `${first} and ${others.length} more`;
}

function parentOf(name: string): string {
  const end = /\.(?:`(?:[^`]|``)*`|[^.`]*)$/.exec(name);
  return end === null ? '' : name.slice(0, end.index);
}
