import type { Locator, Page } from 'playwright-core';
import { briefly } from './patience.ts';
import { attempt, until } from './until.ts';

/** After so long a message is looked for behind the bell: in milliseconds. */
const inTheCorner = 5000;

/**
 * Messages in the corner, and questions in the middle. A test is quick enough for more messages than VS Code shows: the
 * fourth within 800 ms is nowhere but in the notification centre, behind the bell.
 */
export class Notifications {
  readonly #page: Page;
  readonly #centre: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#centre = page.locator('.notifications-center:visible');
  }

  /** Waits until the editor tells this, wherever: what it told before counts too, unless it was cleared. */
  async told(text: string | RegExp): Promise<void> {
    await this.#find(text);
    if (await this.#centre.isVisible()) await this.#toggleCentre('hidden');
  }

  /** Wherever the message is: from the corner it goes after 10 s. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await attempt(`“${button}” of the message “${text}”`, async () => {
      const message = await this.#find(text);
      await message.getByRole('button', { name: button }).click(briefly);
    });
  }

  /** Takes all messages away, those under way excepted. */
  async clear(): Promise<void> {
    if (await this.#centre.isHidden()) await this.#toggleCentre('visible');
    await this.#centre.getByRole('button', { name: 'Clear All Notifications' }).click();
    await this.#centre.waitFor({ state: 'hidden' });
  }

  /** A modal question that contains the text. */
  dialog(text: string | RegExp): Locator {
    return this.#page.getByRole('dialog').filter({ hasText: text });
  }

  /** Answers a modal question. */
  async answer(text: string | RegExp, button: string): Promise<void> {
    const dialog = this.dialog(text);
    await dialog.getByRole('button', { name: button, exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  async #find(text: string | RegExp): Promise<Locator> {
    const places = this.#page.locator('.notifications-toasts, .notifications-center');
    const message = places.locator('.notification-list-item:visible').filter({ hasText: text }).first();
    const start = Date.now();
    await until(`the message “${text}”`, async () => {
      if (await message.isVisible()) return true;
      if (Date.now() - start > inTheCorner && (await this.#centre.isHidden())) await this.#toggleCentre('visible');
      return false;
    });
    return message;
  }

  async #toggleCentre(state: 'visible' | 'hidden'): Promise<void> {
    await this.#page.locator('[id="status.notifications"]').click();
    await this.#centre.waitFor({ state });
  }
}
