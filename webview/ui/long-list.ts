import { virtualize } from '@lit-labs/virtualizer/virtualize.js';
import { html, type TemplateResult } from 'lit';

export interface LongListOptions<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  /** The same for the same thing, wherever it stands. */
  readonly key: (item: Item) => string;
  readonly render: (item: Item, index: number) => TemplateResult;
}

/** A list that may be thousands long: only what is on the screen is in the page. */
export function longList<Item>({ label, items, key, render }: LongListOptions<Item>): TemplateResult {
  return html`<div role="list" aria-label=${label} class="long-list">${virtualize({
    items: [...items],
    keyFunction: key,
    renderItem: (item, index) => html`<div role="listitem" class="long-item" aria-setsize=${items.length}
      aria-posinset=${index + 1}>${render(item, index)}</div>`,
  })}</div>`;
}
