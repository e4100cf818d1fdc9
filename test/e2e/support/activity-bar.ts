import type { Locator, Page } from 'playwright-core';
import { escapeText } from './quick-input.ts';

/** The icons at the left edge. */
export class ActivityBar {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The icon of a view container; its name may go on with a shortcut or a badge. */
  icon(name: string): Locator {
    return this.#page.locator('.activitybar').getByRole('tab', { name: new RegExp(`^${escapeText(name)}(?:$|\\W)`) });
  }

  /** Shows a view container in the sidebar. */
  async show(name: string): Promise<void> {
    const icon = this.icon(name);
    await icon.waitFor();
    // A window that is still being restored has none in front; then a click might take the right one away again.
    await this.#page.locator('.activitybar').getByRole('tab', { selected: true }).waitFor();
    if ((await icon.getAttribute('aria-selected')) !== 'true') await icon.click();
    await this.#page.locator('.part.sidebar').getByText(name).first().waitFor();
  }
}
