import { html, nothing, type TemplateResult } from 'lit';
import type { SourceMatch } from '../../../src/shared/protocol/panel-protocol.ts';
import { button } from '../../ui/button.ts';
import { comboField } from '../../ui/combo-field.ts';
import { icon } from '../../ui/icon.ts';
import { busy } from '../../ui/progress.ts';
import { matchLabel, sourceOf, stepText, wholePattern } from '../models/search-text.ts';
import type { PanelContext } from '../panel-context.ts';
import { errorView } from './error-view.ts';

const signs: Record<SourceMatch['kind'], string> = { catalog: 'library', schema: 'symbol-namespace', table: 'table' };

/** A field in which a name is typed or found step by step, catalog, schema, table, and the list that helps. */
export function tableSearchView(context: PanelContext): TemplateResult {
  const { search } = context;
  const { matches, open, active, text } = search;
  return html`<div class="search" @focusout=${(event: FocusEvent) => leave(context, event)}>
    ${comboField({
      id: 'add-table',
      label: 'Add tables',
      placeholder: 'catalog.schema.table, or a pattern such as samples.tpch.*',
      value: text,
      open,
      listId: 'add-table-list',
      activeId: active < 0 ? undefined : `match-${active}`,
      onInput: (typed) => search.type(typed),
      onFocus: () => search.show(),
      onKey: (event) => press(context, event),
    })}
    ${open ? matchesView(context, matches) : nothing}
  </div>`;
}

function matchesView(context: PanelContext, matches: readonly SourceMatch[]): TemplateResult {
  const { search } = context;
  const { load } = search;
  return html`<div class="matches">
    ${patternView(context)}
    <div id="add-table-list" role="listbox" aria-label="Found">${matches.map((match, index) => matchView(context, match, index))}</div>
    <div role="status">
      ${load.state === 'loading' ? busy('Looking') : nothing}
      ${load.state === 'ready' && matches.length === 0 && !search.hasMore ? html`<div class="hint match-note">Nothing of this name.</div>` : nothing}
    </div>
    ${load.state === 'failed' ? errorView(context, load.error) : nothing}
    ${load.state === 'ready' && search.hasMore ? button({ label: 'Load More', onPress: () => search.more() }) : nothing}
  </div>`;
}

/** What is typed is a whole name or pattern already: it may be added as it stands. */
function patternView(context: PanelContext): TemplateResult | typeof nothing {
  const pattern = wholePattern(context.search.text);
  if (pattern === undefined) return nothing;
  return html`<div class="match-pattern">${button({ label: `Add ${pattern}`, onPress: () => add(context, pattern) })}<span class="hint">Enter</span></div>`;
}

function matchView(context: PanelContext, match: SourceMatch, index: number): TemplateResult {
  const { snapshot, search } = context;
  const source = sourceOf(match);
  const there = snapshot.document.outline.tables.some((table) => table.source.toLowerCase() === source.toLowerCase());
  const comment = match.kind === 'table' ? match.table.comment : match.comment;
  return html`<div class="match ${index === search.active ? 'active' : ''}" id="match-${index}" role="option"
    aria-selected=${index === search.active} @mousedown=${(event: Event) => event.preventDefault()}
    @click=${() => choose(context, match)}>
    ${icon(signs[match.kind])}
    <span class="match-name">${matchLabel(match)}</span>
    <span class="match-comment hint">${there ? 'in the list' : (comment ?? '')}</span>
    ${
      match.kind === 'schema' && !there
        ? html`<span class="match-all" title="Add every table of it" @click=${(event: Event) => {
            event.stopPropagation();
            add(context, source);
          }}>all tables</span>`
        : nothing
    }
    ${match.kind === 'table' ? icon(there ? 'check' : 'add') : icon('chevron-right')}
  </div>`;
}

function press(context: PanelContext, event: KeyboardEvent): void {
  const { search } = context;
  const { key } = event;
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    event.preventDefault();
    search.move(key === 'ArrowDown' ? 1 : -1, search.matches.length);
  } else if (key === 'Escape') {
    search.hide();
  } else if (key === 'Enter') {
    const match = search.matches[search.active];
    if (match === undefined) add(context, wholePattern(search.text));
    else choose(context, match);
  } else if (key === 'Tab' && search.active >= 0 && !event.shiftKey) {
    const match = search.matches[search.active];
    if (match === undefined || match.kind === 'table') return;
    event.preventDefault();
    search.type(stepText(match), 0);
  }
}

function choose(context: PanelContext, match: SourceMatch): void {
  if (match.kind === 'table') add(context, sourceOf(match), false);
  else context.search.type(stepText(match), 0);
}

/** The list stays open after a table was chosen from it: often several of them are wanted. */
function add({ edit, search }: PanelContext, source: string | undefined, done = true): void {
  if (source === undefined) return;
  edit({ kind: 'addTables', sources: [source] });
  if (done) search.hide();
}

function leave({ search }: PanelContext, event: FocusEvent): void {
  const here = event.currentTarget as HTMLElement;
  if (!(event.relatedTarget instanceof Node && here.contains(event.relatedTarget))) search.hide();
}
