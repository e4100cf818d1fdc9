import type { Replication } from './document/replication.ts';
import { patternLabel } from './document/source-pattern.ts';
import { sourceLabel } from './names.ts';
import type { Plan } from './plan.ts';
import { counted } from './text/units.ts';

interface Named {
  readonly label: string;
  /** `catalog.schema`. */
  readonly parent: string;
}

/** What a document copies, for people: `samples.tpch.lineitem`, `samples.tpch.* and 2 more`. */
export function replicationTitle(replication: Replication): string {
  const enabled = replication.tables.filter((request) => request.enabled);
  const names = enabled.map(({ source }): Named => {
    const { catalog, schema } = source;
    return { label: patternLabel(source), parent: `${catalog.text}.${schema.text}` };
  });
  return titleOf(names, 'entry', 'entries');
}

/** What a plan copies: `samples.tpch.lineitem`, `8 tables of samples.tpch`. */
export function planTitle(plan: Pick<Plan, 'tables' | 'refused'>): string {
  const planned = plan.tables.map(({ source }): Named => {
    return { label: sourceLabel(source), parent: `${source.catalog}.${source.schema}` };
  });
  const refused = plan.refused.map(({ source }): Named => {
    return { label: source, parent: source.split('.').slice(0, 2).join('.') };
  });
  return titleOf([...planned, ...refused], 'table', 'tables');
}

function titleOf(names: readonly Named[], noun: string, nouns: string): string {
  const [first, ...others] = names;
  if (first === undefined) return 'nothing';
  if (others.length === 0) return first.label;
  const shared = others.every(({ parent }) => parent === first.parent);
  return shared
    ? `${counted(names.length, noun, nouns)} of ${first.parent}`
    : `${first.label} and ${others.length} more`;
}
