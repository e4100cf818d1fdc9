import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { ref } from 'lit/directives/ref.js';
import type { RowSample } from '../../src/shared/rows.ts';
import { formatCount } from '../../src/shared/text/units.ts';
import { type ColumnLayout, layOutColumns } from './column-layout.ts';
import { type Cell, moveCell } from './grid-moves.ts';
import { rowsInView } from './row-window.ts';
import { toTsv } from './to-tsv.ts';

/** As in the style sheet. */
const rowHeight = 24;
const headerHeight = 40;

export interface GridSurroundings {
  copy(text: string): void;
  /** Something else is to be drawn. */
  changed(): void;
}

/** Rows in a grid of which only what is on the screen is in the page; one cell is the cursor. */
export class GridView {
  readonly #around: GridSurroundings;
  #sample: RowSample | undefined;
  #layout: readonly ColumnLayout[] = [];
  #cursor: Cell = { row: 0, column: 0 };
  #scroller: HTMLElement | undefined;
  /** Drawing at once would change sizes again while they are told. */
  readonly #resized = new ResizeObserver(() => requestAnimationFrame(() => this.#around.changed()));

  constructor(around: GridSurroundings) {
    this.#around = around;
  }

  take(sample: RowSample): void {
    if (sample === this.#sample) return;
    this.#sample = sample;
    this.#layout = layOutColumns(sample);
    this.#cursor = { row: 0, column: 0 };
    this.#setWidths();
    this.#scroller?.scrollTo(0, 0);
  }

  copyRow(): void {
    const row = this.#sample?.rows[this.#cursor.row];
    if (row !== undefined) this.#around.copy(toTsv([row]));
  }

  copyAll(): void {
    if (this.#sample === undefined) return;
    const { columns, rows } = this.#sample;
    this.#around.copy(
      toTsv(
        rows,
        columns.map(({ name }) => name),
      ),
    );
  }

  render(label: string): TemplateResult {
    const sample = this.#sample;
    if (sample === undefined) return html``;
    const { columns, rows } = sample;
    const { scrollTop = 0, clientHeight = 600 } = this.#scroller ?? {};
    const { first, end } = rowsInView(scrollTop, clientHeight - headerHeight, rowHeight, rows.length);
    const shown = rows.slice(first, end);
    return html`<div class="grid" role="grid" tabindex="0" aria-label=${label} aria-rowcount=${rows.length + 1}
      aria-colcount=${columns.length} aria-activedescendant=${rows.length > 0 ? 'cursor' : nothing}
      ${ref(this.#attach)} @scroll=${this.#around.changed} @keydown=${this.#press}>
      <div class="head line" role="row" aria-rowindex="1">
        <span class="number" role="presentation"></span>
        ${columns.map(
          ({ name, type }, index) => html`<span role="columnheader" aria-colindex=${index + 1}
            class=${classMap({ cell: true, right: this.#layout[index]?.isNumber ?? false })} title="${name} ${type}">
            <span class="name">${name}</span><span class="type">${type.toLowerCase()}</span></span>`,
        )}
      </div>
      <div class="body" role="presentation" ${ref((element) => setHeight(element, rows.length * rowHeight))}>
        <div class="shown" role="presentation" ${ref((element) => setOffset(element, first * rowHeight))}>
          ${shown.map((row, index) => this.#renderRow(row, first + index))}
        </div>
      </div>
    </div>`;
  }

  #renderRow(row: readonly (string | null)[], rowIndex: number): TemplateResult {
    return html`<div class="line" role="row" aria-rowindex=${rowIndex + 2}>
      <span class="number" role="presentation">${formatCount(rowIndex + 1)}</span>
      ${row.map((value, column) => this.#renderCell(value, { row: rowIndex, column }))}
    </div>`;
  }

  #renderCell(value: string | null, at: Cell): TemplateResult {
    const isCursor = at.row === this.#cursor.row && at.column === this.#cursor.column;
    const classes = {
      cell: true,
      right: this.#layout[at.column]?.isNumber ?? false,
      null: value === null,
      cursor: isCursor,
    };
    return html`<span role="gridcell" id=${isCursor ? 'cursor' : nothing} aria-colindex=${at.column + 1}
      aria-selected=${isCursor} class=${classMap(classes)} title=${value !== null && value.length > 40 ? value : nothing}
      @mousedown=${() => this.#moveTo(at)}>${value ?? 'NULL'}</span>`;
  }

  readonly #attach = (element: Element | undefined): void => {
    if (this.#scroller !== undefined) this.#resized.unobserve(this.#scroller);
    this.#scroller = element instanceof HTMLElement ? element : undefined;
    if (this.#scroller === undefined) return;
    this.#setWidths();
    this.#resized.observe(this.#scroller);
  };

  /** A style in the template would be blocked; widths in characters follow the editor's font. */
  #setWidths(): void {
    const widths = this.#layout.map(({ width }) => `calc(${width}ch + 4px)`);
    this.#scroller?.style.setProperty('--columns', `7ch ${widths.join(' ')}`);
  }

  readonly #press = (event: KeyboardEvent): void => {
    const sample = this.#sample;
    if (sample === undefined) return;
    const jump = event.ctrlKey || event.metaKey;
    if (jump && event.key.toLowerCase() === 'c') {
      if (document.getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      if (event.shiftKey) this.copyRow();
      else this.#around.copy(sample.rows[this.#cursor.row]?.[this.#cursor.column] ?? '');
      return;
    }
    const page = Math.max(1, Math.floor(((this.#scroller?.clientHeight ?? 0) - headerHeight) / rowHeight) - 1);
    const size = { rows: sample.rows.length, columns: sample.columns.length, page };
    const to = moveCell(this.#cursor, event.key, jump, size);
    if (to === undefined || size.rows === 0) return;
    event.preventDefault();
    this.#moveTo(to);
    this.#bringIntoView(to.row);
  };

  #moveTo(cell: Cell): void {
    this.#cursor = cell;
    this.#around.changed();
  }

  #bringIntoView(row: number): void {
    const scroller = this.#scroller;
    if (scroller === undefined) return;
    const top = row * rowHeight;
    const height = scroller.clientHeight - headerHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + rowHeight > scroller.scrollTop + height) scroller.scrollTop = top + rowHeight - height;
    // The cell is drawn now that its row is on the screen; sideways the browser knows better.
    this.#around.changed();
    scroller.querySelector('#cursor')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
}

function setHeight(element: Element | undefined, pixels: number): void {
  if (element instanceof HTMLElement) element.style.height = `${pixels}px`;
}

function setOffset(element: Element | undefined, pixels: number): void {
  if (element instanceof HTMLElement) element.style.transform = `translateY(${pixels}px)`;
}
