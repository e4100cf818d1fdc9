import { html, nothing, type TemplateResult } from 'lit';
import { sourceLabel } from '../../../src/shared/names.ts';
import { button } from '../../ui/button.ts';
import { icon } from '../../ui/icon.ts';
import { busy } from '../../ui/progress.ts';
import { select } from '../../ui/select.ts';
import { orNull, textField, typedText } from '../../ui/text-field.ts';
import { levelHint, levelOptions, modeOptions, validationHint, validationOptions } from '../models/choice-options.ts';
import type { Entry } from '../models/entries.ts';
import type { PanelContext } from '../panel-context.ts';
import { columnsView } from './columns-view.ts';
import { diagnosticsView } from './diagnostics-view.ts';
import { errorView } from './error-view.ts';
import { hasSpool, spoolView } from './spool-view.ts';
import { transformView } from './transform-view.ts';

type TextKey = 'source' | 'target' | 'where' | 'level' | 'mode' | 'validate' | 'volume';

export function entrySettingsView(context: PanelContext, entry: Entry): TemplateResult {
  const { snapshot, edit } = context;
  const { place, table, target, diagnostics } = entry;
  const { outline, editable } = snapshot.document;
  const set = (key: TextKey) => (value: string) => edit({ kind: 'table', entry: place, key, value: orNull(value) });
  const level = table.level ?? outline.defaults.level ?? 'auto';
  const id = (name: string): string => `${name}-${place.index}`;
  return html`<div class="row-details">
    ${diagnosticsView(context, diagnostics)}
    <div class="pair">
      ${textField({
        id: id('source'),
        label: 'Source',
        value: table.source,
        disabled: !editable,
        onCommit: (value) => (orNull(value) === null ? undefined : set('source')(value)),
      })}
      ${textField({
        id: id('target'),
        label: 'Target',
        value: table.target ?? '',
        placeholder: target,
        disabled: !editable,
        hint: table.target === undefined ? undefined : `Goes to ${target}.`,
        onCommit: set('target'),
      })}
    </div>
    ${filterView(context, entry, set('where'))}
    <div class="triple">
      ${select({
        id: id('level'),
        label: 'Level',
        value: table.level ?? '',
        options: levelOptions(outline.defaults.level ?? 'auto'),
        disabled: !editable,
        hint: levelReason(context, entry) ?? levelHint(level),
        onChange: set('level'),
      })}
      ${select({
        id: id('mode'),
        label: 'Write mode',
        value: table.mode ?? '',
        options: modeOptions(outline.defaults.mode ?? 'replace'),
        disabled: !editable,
        onChange: set('mode'),
      })}
      ${select({
        id: id('validate'),
        label: 'Validation',
        value: table.validate ?? '',
        options: validationOptions(outline.defaults.validate ?? 'counts'),
        disabled: !editable,
        hint: validationHint(table.validate ?? outline.defaults.validate ?? 'counts'),
        onChange: set('validate'),
      })}
    </div>
    ${
      hasSpool(table, table.transform === undefined ? level : 'pandas', outline.defaults)
        ? spoolView({
            id: String(place.index),
            own: table,
            inherited: outline.defaults,
            disabled: !editable,
            onKeep: (keep) => edit({ kind: 'keepSpool', entry: place, keep }),
            onVolume: set('volume'),
            onWithout: (without) => edit({ kind: 'withoutVolume', entry: place, without }),
          })
        : nothing
    }
    ${entry.name === undefined ? html`<p class="hint">Columns can be chosen for an entry that names a single table.</p>` : columnsView(context, entry, entry.name)}
    ${transformView(context, entry)}
  </div>`;
}

/** What the newest plan says of it. */
function levelReason({ snapshot }: PanelContext, { name }: Entry): string | undefined {
  if (snapshot.plan.state !== 'ready' || name === undefined) return undefined;
  const label = sourceLabel(name).toLowerCase();
  const planned = snapshot.plan.plan.tables.find(({ source }) => source.toLowerCase() === label);
  return planned && `The plan has ${planned.level}, ${planned.levelReason}.`;
}

function filterView(
  context: PanelContext,
  { place, table, name }: Entry,
  set: (value: string) => void,
): TemplateResult {
  const { lookups, snapshot } = context;
  const { where } = table;
  const id = `where-${place.index}`;
  const check = name === undefined || where === undefined ? undefined : lookups.filterCheck(name, where);
  return html`${textField({
    id,
    label: 'Filter',
    value: where ?? '',
    placeholder: "a condition in Databricks SQL, such as l_shipdate >= DATE'1995-01-01'",
    disabled: !snapshot.document.editable,
    invalid: check?.state === 'failed',
    hint: name === undefined ? undefined : 'Checking it wakes the warehouse; it reads no rows.',
    beside:
      name === undefined
        ? undefined
        : button({
            label: 'Check',
            disabled: check?.state === 'loading',
            // What is typed may not be in the document yet.
            onPress: () => {
              const typed = typedText(id).trim();
              if (typed !== '') lookups.checkFilter(name, typed);
            },
          }),
    onCommit: set,
  })}
  <div role="status">
    ${check?.state === 'loading' ? busy('Asking the warehouse') : nothing}
    ${check?.state === 'ready' ? html`<span class="good">${icon('pass')} The warehouse accepts it.</span>` : nothing}
    ${check?.state === 'failed' ? errorView(context, check.error) : nothing}
  </div>`;
}
