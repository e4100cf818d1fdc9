import { html, nothing, type TemplateResult } from 'lit';
import { sourceLabel } from '../../../src/shared/names.ts';
import type { TablePlan } from '../../../src/shared/plan.ts';
import { shownSql } from '../../../src/shared/text/shown-sql.ts';
import { button } from '../../ui/button.ts';
import { disclosure } from '../../ui/disclosure.ts';
import { type PanelContext, toggled } from '../panel-context.ts';

/** More than a few statements differ in their ranges only. */
const shownSlices = 3;

/** The SQL of both sides, as it will be sent. */
export function sqlView(context: PanelContext, table: TablePlan): TemplateResult {
  const { slices, countSql, sinkSql, transform } = table;
  const hidden = slices.length - shownSlices;
  const source = [...slices.slice(0, shownSlices).map(({ sql }) => sql), ...(countSql === undefined ? [] : [countSql])];
  const all = [...slices.map(({ sql }) => sql), ...(countSql === undefined ? [] : [countSql])];
  return html`${side(context, table, 'databricks', 'SQL for Databricks', source, all, hidden)}
    ${transform === undefined ? nothing : side(context, table, 'frame', 'SQL of the transform', [transform.sql], [transform.sql], 0)}
    ${side(context, table, 'duckdb', 'SQL for DuckDB', sinkSql, sinkSql, 0)}`;
}

function side(
  { look, store, host }: PanelContext,
  table: TablePlan,
  name: 'databricks' | 'frame' | 'duckdb',
  title: string,
  shown: readonly string[],
  all: readonly string[],
  hidden: number,
): TemplateResult {
  const key = `${name} ${sourceLabel(table.source)}`;
  const open = look.openSql.includes(key);
  const text = (statements: readonly string[]): string => statements.map((one) => `${one};`).join('\n\n');
  return disclosure({
    title,
    open,
    onToggle: (now) => store.setLook({ openSql: toggled(look.openSql, key, now) }),
    content: () => html`<div class="sql">
      ${button({ label: `Copy ${title}`, kind: 'icon', icon: 'copy', onPress: () => void store.attempt(() => host.copy(text(all))) })}
      <pre tabindex="0"><code>${text(shown.map(shownSql))}</code></pre>
      ${hidden > 0 ? html`<p class="hint">and ${hidden} more of the same form for other ranges; they are copied too.</p>` : nothing}
    </div>`,
  });
}
