import { html, nothing, type TemplateResult } from 'lit';
import type { SourceName } from '../../../src/shared/names.ts';
import { button, linkButton } from '../../ui/button.ts';
import { checkbox } from '../../ui/checkbox.ts';
import { busy } from '../../ui/progress.ts';
import { isKept, keepAllColumns, keepColumn, takeNewColumns, takesNewColumns } from '../models/columns.ts';
import type { Entry } from '../models/entries.ts';
import type { PanelContext } from '../panel-context.ts';
import { errorView } from './error-view.ts';

export function columnsView(context: PanelContext, { place, table }: Entry, name: SourceName): TemplateResult {
  const { lookups, edit, snapshot } = context;
  const found = lookups.details(name);
  if (found.state === 'loading') return busy('Reading the columns');
  if (found.state === 'failed') {
    return errorView(context, found.error, button({ label: 'Try Again', onPress: () => lookups.retryDetails(name) }));
  }
  const { editable } = snapshot.document;
  const all = found.value.columns.map((column) => column.name);
  const kept = all.filter((one) => isKept(table, one)).length;
  const set = (choice: ReturnType<typeof keepColumn>): void => edit({ kind: 'columns', entry: place, ...choice });
  return html`<fieldset class="columns">
    <legend class="field-label">Columns <span class="hint">${kept === all.length ? `all ${all.length}` : `${kept} of ${all.length}`}</span>
      ${kept === all.length || !editable ? nothing : linkButton('Keep all', () => set(keepAllColumns()))}</legend>
    <div class="column-list">
      ${found.value.columns.map(
        (column) =>
          html`<div class="column" title=${column.comment ?? nothing}>${checkbox({
            label: column.name,
            checked: isKept(table, column.name),
            disabled: !editable || (kept === 1 && isKept(table, column.name)),
            onChange: (keep) => set(keepColumn(table, all, column.name, keep)),
          })}<span class="hint type">${column.type}</span></div>`,
      )}
    </div>
    ${
      kept === all.length && takesNewColumns(table)
        ? nothing
        : checkbox({
            label: 'Copy columns that come new in the source too',
            checked: takesNewColumns(table),
            disabled: !editable,
            onChange: (take) => set(takeNewColumns(table, all, take)),
          })
    }
  </fieldset>`;
}
