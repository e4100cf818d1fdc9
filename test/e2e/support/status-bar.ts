import type { Locator, Page } from 'playwright-core';

/** The line at the bottom. */
export class StatusBar {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** An entry that shows this text. */
  item(text: string | RegExp): Locator {
    return this.#page.locator('.part.statusbar .statusbar-item').filter({ hasText: text });
  }

  /** Texts from left to right; icons are not part of them. */
  async texts(): Promise<readonly string[]> {
    const texts = await this.#page.locator('.part.statusbar .statusbar-item').allTextContents();
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  }
}
