import type { Locator, Page } from 'playwright-core';

/** Messages in the corner, and questions in the middle. */
export class Notifications {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** A message or a progress that contains the text. */
  toast(text: string | RegExp): Locator {
    return this.#page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text });
  }

  async press(text: string | RegExp, button: string): Promise<void> {
    await this.toast(text).first().getByRole('button', { name: button }).click();
  }

  async texts(): Promise<readonly string[]> {
    return this.#page.locator('.notifications-toasts .notification-list-item-message').allTextContents();
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
}
