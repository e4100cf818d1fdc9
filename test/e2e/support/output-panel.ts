import type { Page } from 'playwright-core';
import type { QuickInput } from './quick-input.ts';
import { readLines } from './text-editor.ts';

/** The panel "Output" as people see it. For all that was ever logged, read the host's log instead. */
export class OutputPanel {
  readonly #page: Page;
  readonly #quickInput: QuickInput;

  constructor(page: Page, quickInput: QuickInput) {
    this.#page = page;
    this.#quickInput = quickInput;
  }

  async show(channel: string): Promise<void> {
    await this.#quickInput.run('Output: Show Output Channels');
    await this.#quickInput.pick(channel);
    await this.#page.locator('.part.panel .view-line').first().waitFor();
  }

  /** The lines that are on the screen. */
  async text(): Promise<string> {
    return readLines(this.#page.locator('.part.panel'));
  }
}
