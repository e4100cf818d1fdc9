import type { Locator, Page } from 'playwright-core';
import { ContextMenu } from './menu.ts';
import { briefly } from './patience.ts';
import { escapeText } from './quick-input.ts';
import { attempt, until } from './until.ts';

/** A row that is on the screen. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** 1 at the top. */
  readonly level: number;
  readonly expanded: boolean;
  readonly selected: boolean;
}

interface PlacedRow extends TreeRow {
  readonly id: string;
  readonly index: number;
}

/** A tree view. Rows are named by the labels on the way to them: `['samples', 'tpch', 'lineitem']`. */
export class Tree {
  readonly #page: Page;
  readonly root: Locator;

  constructor(page: Page, name: string) {
    this.#page = page;
    this.root = page.getByRole('tree', { name, exact: true });
  }

  /** The rows on the screen, from top to bottom; what is scrolled away is not among them. */
  async rows(): Promise<readonly TreeRow[]> {
    return await this.#rows();
  }

  /** Opens row after row and gives the last one. */
  async expand(...labels: readonly string[]): Promise<Locator> {
    for (let depth = 1; depth <= labels.length; depth += 1) {
      const row = await this.row(...labels.slice(0, depth));
      if ((await row.getAttribute('aria-expanded')) !== 'false') continue;
      await row.locator('.monaco-tl-twistie').click();
      await until(`${labels.slice(0, depth).join('.')} to open`, async () => {
        const found = find(await this.#rows(), labels.slice(0, depth));
        return found?.expanded === true;
      });
    }
    return this.row(...labels);
  }

  /** Waits for a row; after a while it is also looked for where the list is longer than the view. */
  async row(...labels: readonly string[]): Promise<Locator> {
    const patience = Date.now() + 1500;
    const { id } = await until(`the row ${labels.join(' → ')}`, async () => {
      const found = find(await this.#rows(), labels);
      return found ?? (Date.now() > patience ? this.#search(labels) : undefined);
    });
    // Ids are places: where the row has moved away, another one has its id.
    const text = new RegExp(`^\\s*${escapeText(labels.at(-1) ?? '')}\\s*$`);
    return this.#page.locator(`[id="${id}"]`, { has: this.#page.locator('.label-name', { hasText: text }) });
  }

  /** What stands behind a label at this moment; undefined where the row is not on the screen. */
  async description(...labels: readonly string[]): Promise<string | undefined> {
    return find(await this.#rows(), labels)?.description;
  }

  async click(...labels: readonly string[]): Promise<void> {
    await this.#act(labels, (label) => label.click(briefly));
  }

  /** Adds a row to the selection. */
  async select(...labels: readonly string[]): Promise<void> {
    await this.#act(labels, async (label) => {
      // A click that landed and was not answered in time would take the row out again.
      if (find(await this.#rows(), labels)?.selected !== true)
        await label.click({ modifiers: ['Control'], ...briefly });
    });
  }

  async menu(...labels: readonly string[]): Promise<ContextMenu> {
    const menu = new ContextMenu(this.#page);
    await this.#act(labels, (label) => menu.openOn(label, briefly));
    return menu;
  }

  /** Presses the icon at the end of a row. */
  async inline(title: string, ...labels: readonly string[]): Promise<void> {
    await attempt(`“${title}” of the row ${labels.join(' → ')}`, async () => {
      const row = await this.row(...labels);
      await row.hover(briefly);
      await row.getByRole('button', { name: title }).click(briefly);
    });
  }

  async #act(labels: readonly string[], act: (label: Locator) => Promise<void>): Promise<void> {
    await attempt(`the row ${labels.join(' → ')} to stay where it is`, async () =>
      act((await this.row(...labels)).locator('.monaco-icon-label').first()),
    );
  }

  /** Presses an icon of the view's title. */
  async titleAction(title: string): Promise<void> {
    const pane = this.#page.locator('.part.sidebar .pane', { has: this.root });
    await pane.hover();
    await pane.locator('.pane-header').getByRole('button', { name: title, exact: true }).click();
  }

  /** Goes through the list from its top, screen by screen; by the keyboard, as the wheel moves two rows at a time. */
  async #search(labels: readonly string[]): Promise<PlacedRow | undefined> {
    // The workbench complains of a key pressed in an empty list.
    if (!(await this.root.isVisible()) || (await this.#rows()).length === 0) return undefined;
    await this.root.focus();
    await this.#page.keyboard.press('Home');
    for (let still = 0, last = -1; still < 3; ) {
      await this.root.evaluate(drawn);
      const rows = await this.#rows();
      const found = find(rows, labels);
      if (found !== undefined) return found;
      const lowest = rows.at(-1)?.index ?? -1;
      still = lowest === last ? still + 1 : 0;
      last = lowest;
      await this.#page.keyboard.press('PageDown');
    }
    return undefined;
  }

  async #rows(): Promise<readonly PlacedRow[]> {
    const rows: PlacedRow[] = await this.root.locator('.monaco-list-row').evaluateAll((elements) =>
      elements.map((element) => ({
        id: element.id,
        index: Number(element.getAttribute('data-index')),
        level: Number(element.getAttribute('aria-level')),
        expanded: element.getAttribute('aria-expanded') === 'true',
        selected: element.getAttribute('aria-selected') === 'true',
        label: element.querySelector('.label-name')?.textContent?.trim() ?? '',
        description: element.querySelector('.label-description')?.textContent?.trim() ?? '',
      })),
    );
    return rows.toSorted((one, other) => one.index - other.index);
  }
}

/** In the page: resolves when what was asked for before is on the screen. */
const drawn = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))';

/** Ancestors may be scrolled away: then the first visible row of that level and label is taken. */
function find(rows: readonly PlacedRow[], labels: readonly string[]): PlacedRow | undefined {
  let from = 0;
  let found: PlacedRow | undefined;
  for (const [depth, label] of labels.entries()) {
    const last = depth === labels.length - 1;
    const end = rows.findIndex((row, at) => at >= from && found !== undefined && row.level <= depth);
    const at = rows.findIndex(
      (row, position) =>
        position >= from && (end === -1 || position < end) && row.level === depth + 1 && row.label === label,
    );
    if (at === -1 && last) return undefined;
    if (at === -1) continue;
    found = rows[at];
    from = at + 1;
  }
  return found?.level === labels.length ? found : undefined;
}
