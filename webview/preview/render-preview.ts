import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { PreviewState } from '../../src/shared/protocol/preview-protocol.ts';
import { counted, formatDuration } from '../../src/shared/text/units.ts';
import { button } from '../ui/button.ts';
import { icon } from '../ui/icon.ts';
import { busy } from '../ui/progress.ts';
import type { GridView } from './grid-view.ts';

export interface PreviewParts {
  readonly state: PreviewState;
  readonly grid: GridView;
  /** What stands in the editor for queries. */
  readonly sql: string;
  readonly onType: (sql: string) => void;
  /** A statement from the history. */
  readonly onChoose: (sql: string) => void;
  readonly onRun: (limit: number) => void;
  readonly onCancel: () => void;
  readonly onRemedy: (title: string) => void;
}

const limits = [100, 1000, 10_000];

export function renderPreview(parts: PreviewParts): TemplateResult {
  const { state } = parts;
  return html`<main class="preview">
    <header>
      <h1>${state.title}</h1>
      <span class="place">${state.place}</span>
    </header>
    ${state.kind === 'query' ? renderQuery(parts) : nothing}
    ${renderToolbar(parts)}
    ${renderResult(parts)}
  </main>`;
}

function renderQuery({ state, sql, onType, onChoose, onRun }: PreviewParts): TemplateResult {
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onRun(state.limit);
  };
  const choose = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    const chosen = state.history[Number(select.value)];
    select.value = '';
    if (chosen !== undefined) onChoose(chosen);
  };
  return html`<section class="query" aria-label="Query">
    <textarea aria-label="SQL statement for DuckDB" rows="6" spellcheck="false" placeholder="SELECT …   (Ctrl+Enter runs it)"
      .value=${live(sql)} @input=${(event: Event) => onType((event.target as HTMLTextAreaElement).value)} @keydown=${press}></textarea>
    ${
      state.history.length === 0
        ? nothing
        : html`<select aria-label="Earlier statements" @change=${choose}>
          <option value="">Earlier statements…</option>
          ${state.history.map((one, index) => html`<option value=${index}>${one.replaceAll(/\s+/g, ' ').slice(0, 120)}</option>`)}
        </select>`
    }
  </section>`;
}

function renderToolbar({ state, grid, onRun, onCancel }: PreviewParts): TemplateResult {
  const running = state.result.kind === 'running';
  const choose = (event: Event): void => onRun(Number((event.target as HTMLSelectElement).value));
  const all = limits.includes(state.limit) ? limits : [state.limit, ...limits];
  const hasRows = state.result.kind === 'rows' && state.result.sample.rows.length > 0;
  return html`<div class="toolbar" role="toolbar" aria-label="Rows">
    ${
      running
        ? button({ label: 'Cancel', kind: 'secondary', onPress: onCancel })
        : button({
            label: state.kind === 'query' ? 'Run' : 'Read again',
            kind: state.kind === 'query' ? 'primary' : 'secondary',
            icon: state.kind === 'query' ? 'play' : 'refresh',
            onPress: () => onRun(state.limit),
          })
    }
    <label class="limit">At most
      <select aria-label="At most so many rows" .value=${live(String(state.limit))} ?disabled=${running} @change=${choose}>
        ${all.map((rows) => html`<option value=${rows} ?selected=${rows === state.limit}>${counted(rows, 'row')}</option>`)}
      </select>
    </label>
    <span class="spring"></span>
    ${
      hasRows
        ? [
            button({ label: 'Copy row', kind: 'secondary', onPress: () => grid.copyRow() }),
            button({ label: 'Copy all', kind: 'secondary', icon: 'copy', onPress: () => grid.copyAll() }),
          ]
        : nothing
    }
  </div>`;
}

function renderResult({ state, grid, onRemedy }: PreviewParts): TemplateResult {
  const { result } = state;
  switch (result.kind) {
    case 'none':
      return html`<p class="status" role="status">${
        state.kind === 'query' ? 'Statements here only read: nothing in the file is changed.' : 'Not read.'
      }</p>`;
    case 'running':
      return html`<p class="status">${busy(result.note ?? 'Reading rows…')}</p>`;
    case 'failed':
      return html`<div class="failure" role="alert">
        <p>${icon('error', 'bad')} <span class="message">${result.text}</span></p>
        ${result.remedies.map((title) => button({ label: title, onPress: () => onRemedy(title) }))}
      </div>`;
    case 'rows': {
      const { rows, more, elapsedMs } = result.sample;
      const facts = [
        counted(rows.length, 'row'),
        ...(more ? ['more rows exist'] : []),
        elapsedMs < 1000 ? `${elapsedMs} ms` : formatDuration(elapsedMs),
      ];
      return html`<p class="status" role="status">${facts.join(' · ')}</p>${grid.render(`Rows of ${state.title}`)}`;
    }
  }
}
