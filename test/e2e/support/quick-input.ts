import type { Locator, Page } from 'playwright-core';
import { until } from './until.ts';

/** The box at the top: quick picks, input boxes, the command palette. */
export class QuickInput {
  readonly #page: Page;
  readonly widget: Locator;
  readonly input: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.widget = page.locator('.quick-input-widget:visible');
    this.input = this.widget.locator('.quick-input-box input');
  }

  /** Runs a command by its title in the palette, category included: `Replicator: Refresh`. */
  async run(title: string): Promise<void> {
    await this.openPalette();
    await this.input.fill(`>${title}`);
    const words = title.toLowerCase().split(/\s+/);
    await until(`the palette to look for “${title}”`, async () => {
      const [first] = await this.#labelsNow();
      return first !== undefined && words.every((word) => first.toLowerCase().includes(word));
    });
    await this.option(title).first().click();
  }

  /** An entry whose label begins so. */
  option(label: string): Locator {
    return this.widget.getByRole('option', { name: new RegExp(`^${escapeText(label)}(?:$|\\W)`) });
  }

  /** Labels of the entries on the screen, once there are some. */
  async labels(): Promise<readonly string[]> {
    await this.widget.getByRole('option').first().waitFor();
    return this.#labelsNow();
  }

  async pick(label: string): Promise<void> {
    await this.option(label).first().click();
  }

  /** Fills an input box and accepts it. */
  async enter(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  async dismiss(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.widget.waitFor({ state: 'hidden' });
  }

  /** F1 can get lost while the focus moves, or the palette closes at once, so it is pressed until the palette stays. */
  async openPalette(): Promise<void> {
    await until('the command palette', async () => {
      await this.#page.keyboard.press('F1');
      await this.#page.waitForTimeout(150);
      if (!(await this.input.isVisible())) return false;
      return (await this.input.inputValue()).startsWith('>');
    });
  }

  #labelsNow(): Promise<readonly string[]> {
    return this.widget.getByRole('option').locator('.label-name').allTextContents();
  }
}

export function escapeText(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
