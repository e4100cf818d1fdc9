import type { Locator, Page } from 'playwright-core';
import { escapeText } from './quick-input.ts';

/** The open context menu. */
export class ContextMenu {
  readonly #page: Page;
  readonly #menu: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#menu = page.locator('.context-view .monaco-menu').last();
  }

  /** Opens the menu of something by a right click. */
  async openOn(place: Locator, options?: { readonly timeout: number }): Promise<void> {
    await place.click({ button: 'right', ...options });
    await this.#settled(options);
  }

  async titles(): Promise<readonly string[]> {
    await this.#settled();
    const titles = await this.#menu.getByRole('menuitem').locator('.action-label').allTextContents();
    return titles.map((title) => title.trim()).filter((title) => title !== '');
  }

  /** Opens a menu within the menu; what follows is about that one. */
  async unfold(title: string): Promise<void> {
    await this.#settled();
    const menus = this.#page.locator('.context-view .monaco-menu');
    const open = await menus.count();
    await this.#menu.getByRole('menuitem', { name: title, exact: true }).click();
    await menus.nth(open).waitFor();
  }

  async choose(title: string): Promise<void> {
    await this.#settled();
    await this.#menu.getByRole('menuitem', { name: new RegExp(`^${escapeText(title)}(?:$|\\W)`) }).click();
    await this.#menu.waitFor({ state: 'hidden' });
  }

  async dismiss(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.#menu.waitFor({ state: 'hidden' });
  }

  /** A menu ignores clicks in the moment after it appears. */
  async #settled(options?: { readonly timeout: number }): Promise<void> {
    await this.#menu.getByRole('menuitem').first().waitFor(options);
    await this.#page.waitForTimeout(200);
  }
}
