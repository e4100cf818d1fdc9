import type { Locator, Page } from 'playwright-core';
import { ContextMenu } from './menu.ts';
import type { QuickInput } from './quick-input.ts';

/** The text editor in front. Lines and columns count from 1. */
export class TextEditor {
  readonly #page: Page;
  readonly #quickInput: QuickInput;
  readonly root: Locator;

  constructor(page: Page, quickInput: QuickInput) {
    this.#page = page;
    this.#quickInput = quickInput;
    this.root = page.locator('.editor-group-container.active .monaco-editor[data-uri]').first();
  }

  /** Opens a file of the workspace folder by its name, as text. */
  async open(name: string): Promise<void> {
    await this.openFile(name);
    await this.#page.locator(`.editor-group-container.active .monaco-editor[data-uri$="/${name}"]`).waitFor();
  }

  /** Opens a file of the workspace folder by its name, in whatever editor is meant for it. */
  async openFile(name: string): Promise<void> {
    await this.#quickInput.openPalette();
    await this.#quickInput.input.fill(name);
    await this.#quickInput.option(name).first().waitFor();
    await this.#quickInput.input.press('Enter');
    await this.#quickInput.widget.waitFor({ state: 'hidden' });
    await this.tab(name).waitFor();
  }

  tab(name: string): Locator {
    return this.#page.locator('.tabs-container').getByRole('tab', { name }).first();
  }

  /** The titles of the open tabs. */
  async tabs(): Promise<readonly string[]> {
    const tabs = await this.#page.locator('.tabs-container').getByRole('tab').all();
    return Promise.all(tabs.map(async (tab) => (await tab.getAttribute('aria-label')) ?? ''));
  }

  async isDirty(name: string): Promise<boolean> {
    return (await this.tab(name).getAttribute('class'))?.split(' ').includes('dirty') === true;
  }

  /** What the screen shows of the text; long lines and the ends of long files are not there. */
  async visibleText(): Promise<string> {
    return readLines(this.root);
  }

  async moveTo(line: number, column = 1): Promise<void> {
    await this.#quickInput.openPalette();
    await this.#quickInput.enter(`:${line}:${column}`);
    await this.#quickInput.widget.waitFor({ state: 'hidden' });
  }

  /** Opens the context menu on a word, with the cursor where the click was. */
  async menuOn(text: string): Promise<ContextMenu> {
    const menu = new ContextMenu(this.#page);
    await menu.openOn(this.root.locator('.view-line span span').filter({ hasText: text }).first());
    return menu;
  }

  /** Opens the context menu at the cursor, by the keyboard. */
  async menuAtCursor(): Promise<ContextMenu> {
    await this.#page.keyboard.press('Shift+F10');
    return new ContextMenu(this.#page);
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }
}

/** Lines as the screen shows them, with ordinary blanks. */
export async function readLines(root: Locator): Promise<string> {
  const lines: { readonly top: number; readonly text: string }[] = await root
    .locator('.view-line')
    .evaluateAll((elements) =>
      elements.map((element) => ({ top: Number.parseInt(element.style.top, 10), text: element.textContent ?? '' })),
    );
  return lines
    .toSorted((one, other) => one.top - other.top)
    .map(({ text }) => text.replaceAll('\u00a0', ' '))
    .join('\n');
}
