import { MarkdownString, window } from 'vscode';
import { executeCommand } from '../commands.ts';
import type { Log } from '../log/log.ts';
import { describeError } from './describe-error.ts';

export interface ShowErrorOptions {
  readonly log: Log;
  /** What was tried, as the start of the message: “Could not list the schemas of main”. */
  readonly title?: string;
  /** Before those that the code of the error offers. */
  readonly buttons?: readonly { readonly title: string; run(): unknown }[];
}

/** Shows message, advice and buttons, and writes it to the log; what a person cancelled is not shown. */
export async function showError(thrown: unknown, { log, title, buttons = [] }: ShowErrorOptions): Promise<void> {
  const { error, text, remedies } = describeError(thrown);
  if (error.code === 'run.cancelled') return;
  const message = title === undefined ? text : `${title}: ${text}`;
  log.write({ level: 'error', message, facts: { code: error.code, ...error.facts } });
  if (error.code === 'internal.bug' && error.stack !== undefined) log.write({ level: 'debug', message: error.stack });
  const offered = [
    ...buttons,
    ...remedies.map(({ title, command }) => ({ title, run: () => executeCommand(command) })),
  ];
  const chosen = await window.showErrorMessage(message, ...offered.map((button) => button.title));
  await offered.find((button) => button.title === chosen)?.run();
}

/** For tooltips: message, advice, and the remedies as links. */
export function toMarkdown(thrown: unknown): MarkdownString {
  const { text, remedies } = describeError(thrown);
  const markdown = new MarkdownString('', true);
  markdown.isTrusted = { enabledCommands: remedies.map(({ command }) => command) };
  markdown.appendMarkdown('$(error) ').appendText(text);
  if (remedies.length > 0) markdown.appendMarkdown('\n\n');
  markdown.appendMarkdown(remedies.map(({ title, command }) => `[${title}](command:${command})`).join(' · '));
  return markdown;
}
