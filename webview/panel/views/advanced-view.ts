import { html, nothing, type TemplateResult } from 'lit';
import type { LimitKey } from '../../../src/shared/document/outline.ts';
import { disclosure } from '../../ui/disclosure.ts';
import { select } from '../../ui/select.ts';
import { orNull, textField } from '../../ui/text-field.ts';
import { levelHint, levelOptions, modeOptions, validationHint, validationOptions } from '../models/choice-options.ts';
import { splitPatterns } from '../models/search-text.ts';
import type { PanelContext } from '../panel-context.ts';
import { hasSpool, spoolView } from './spool-view.ts';

interface LimitField {
  readonly key: LimitKey;
  readonly label: string;
  readonly placeholder: string;
}

const limitFields: readonly LimitField[] = [
  { key: 'tables', label: 'Tables at once', placeholder: '4' },
  { key: 'downloads', label: 'Downloads per table', placeholder: '4' },
  { key: 'memory', label: 'Memory of a run', placeholder: 'from this machine, or 2GB' },
  { key: 'threads', label: 'Threads of DuckDB', placeholder: 'from this machine' },
  { key: 'group', label: 'Commit after', placeholder: '1GB' },
  { key: 'slice', label: 'Slice size', placeholder: '4GB' },
  { key: 'bandwidth', label: 'Bandwidth', placeholder: 'no limit, or 2MB/s' },
  { key: 'batch', label: 'Rows per batch of basic', placeholder: '10000' },
];

export function advancedView(context: PanelContext): TemplateResult {
  const { look, store } = context;
  return disclosure({
    title: 'Advanced',
    open: look.advanced,
    content: () => settingsView(context),
    onToggle: (advanced) => store.setLook({ advanced }),
  });
}

function settingsView({ snapshot, edit }: PanelContext): TemplateResult {
  const { outline, editable } = snapshot.document;
  const disabled = !editable;
  const template = (key: 'schema' | 'table', label: string): TemplateResult =>
    textField({
      id: `target-${key}`,
      label,
      value: outline.target[key] ?? '',
      placeholder: `{${key}}`,
      disabled,
      hint: key === 'schema' ? '{catalog}, {schema} and {table} may stand in it.' : undefined,
      onCommit: (value) => edit({ kind: 'target', key, value: orNull(value) }),
    });
  const choice = (
    key: 'level' | 'mode' | 'validate',
    label: string,
    options: ReturnType<typeof levelOptions>,
    byDefault: string,
    hint?: string,
  ) =>
    select({
      id: `default-${key}`,
      label,
      value: outline.defaults[key] ?? byDefault,
      options,
      disabled,
      hint,
      onChange: (value) => edit({ kind: 'default', key, value: value === byDefault ? null : value }),
    });
  const level = outline.defaults.level ?? 'auto';
  return html`<h3>All tables</h3>
    <div class="triple">
      ${choice('level', 'Level', levelOptions(), 'auto', levelHint(level))} ${choice('mode', 'Write mode', modeOptions(), 'replace')}
      ${choice('validate', 'Validation', validationOptions(), 'counts', validationHint(outline.defaults.validate ?? 'counts'))}
    </div>
    ${
      hasSpool(outline.defaults, level)
        ? spoolView({
            id: 'default',
            own: outline.defaults,
            inherited: {},
            disabled,
            onKeep: (keep) => edit({ kind: 'keepSpool', entry: null, keep }),
            onVolume: (value) => edit({ kind: 'default', key: 'volume', value: orNull(value) }),
          })
        : nothing
    }
    <div class="pair">${template('schema', 'Schema in DuckDB')} ${template('table', 'Table in DuckDB')}</div>
    ${textField({
      id: 'exclude',
      label: 'Leave out of patterns',
      value: outline.exclude.join(', '),
      placeholder: 'samples.tpch.region, samples.*.tmp_*',
      disabled,
      onCommit: (value) => edit({ kind: 'exclude', patterns: splitPatterns(value) }),
    })}
    <h3>Limits</h3>
    <div class="triple">
      ${limitFields.map(({ key, label, placeholder }) =>
        textField({
          id: `limit-${key}`,
          label,
          value: outline.limits[key] ?? '',
          placeholder,
          disabled,
          onCommit: (value) => edit({ kind: 'limit', key, value: orNull(value) }),
        }),
      )}
    </div>`;
}
