import { html, nothing, type TemplateResult } from 'lit';
import { sourceLabel } from '../../../src/shared/names.ts';
import type { TablePlan, TransformedColumn, TransformPlan } from '../../../src/shared/plan.ts';
import { describeDuplicates } from '../../../src/shared/text/describe-duplicates.ts';
import { shownSql } from '../../../src/shared/text/shown-sql.ts';
import { staysAsItIs } from '../../../src/shared/text/stays-as-it-is.ts';
import { counted } from '../../../src/shared/text/units.ts';
import { disclosure } from '../../ui/disclosure.ts';
import { type PanelContext, toggled } from '../panel-context.ts';

/** The columns of the copy as a transform makes them; those that stay as they are folded away. */
export function transformedMappingView(
  context: PanelContext,
  { source }: TablePlan,
  { columns }: TransformPlan,
): TemplateResult {
  const { look, store } = context;
  const changed = columns.filter((column) => !staysAsItIs(column));
  const same = columns.filter(staysAsItIs);
  const key = `unchanged ${sourceLabel(source)}`;
  return html`<h3>The copy</h3>
    ${changed.length === 0 ? nothing : mappingOf('Columns that the transform makes', changed)}
    ${
      same.length === 0
        ? nothing
        : disclosure({
            title: `${counted(same.length, 'column')} unchanged`,
            open: look.openSql.includes(key),
            onToggle: (open) => store.setLook({ openSql: toggled(look.openSql, key, open) }),
            content: () => mappingOf('Columns that stay as they are', same),
          })
    }`;
}

function mappingOf(caption: string, columns: readonly TransformedColumn[]): TemplateResult {
  return html`<div class="scroll"><table class="mapping">
    <caption class="unseen">${caption}</caption>
    <thead><tr><th scope="col">Column</th><th scope="col">DuckDB</th><th scope="col">Made by</th></tr></thead>
    <tbody>${columns.map(
      ({ target, targetType, expression }) => html`<tr>
        <th scope="row">${target}</th><td class="type">${targetType}</td><td><code>${shownSql(expression)}</code></td>
      </tr>`,
    )}</tbody>
  </table></div>`;
}

/** What becomes of the rows. */
export function transformFacts({ filter, dropDuplicates }: TransformPlan): TemplateResult {
  return html`${filter === undefined ? nothing : html`<div><dt>Keeps rows</dt><dd>where <code>${filter}</code></dd></div>`}
    ${dropDuplicates === undefined ? nothing : html`<div><dt>Duplicates</dt><dd>${describeDuplicates(dropDuplicates)}</dd></div>`}`;
}
