import type { Page } from 'playwright-core';

/** What VS Code itself complains of in a browser, whatever is installed. */
const ofTheEditor: readonly RegExp[] = [
  /\/vsda\/rust\/web\/vsda/,
  /authentication provider 'github' to register/,
  /\[lifecycle\] Long running operations during shutdown are unsupported in the web/,
  // Its own log, when the window goes.
  /Unable to write file 'vscode-log:/,
];

/** Collects what goes wrong in the browser: console errors and uncaught exceptions, webviews included. */
export class ConsoleWatch {
  readonly #errors: string[] = [];
  readonly #lines: string[] = [];

  constructor(page: Page) {
    page.on('console', (message) => {
      const line = `[${message.type()}] ${message.text()} (${message.location().url})`;
      this.#lines.push(line);
      if (message.type() === 'error' && !ofTheEditor.some((known) => known.test(line))) this.#errors.push(line);
    });
    page.on('pageerror', (error) => {
      this.#lines.push(`[uncaught] ${error.stack ?? error.message}`);
      this.#errors.push(`[uncaught] ${error.stack ?? error.message}`);
    });
  }

  get errors(): readonly string[] {
    return this.#errors;
  }

  /** Everything that was printed. */
  get text(): string {
    return this.#lines.join('\n');
  }
}
