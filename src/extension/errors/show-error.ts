import { commands, MarkdownString, window } from 'vscode';
import { appendWords } from '../append-words.ts';
import type { Log } from '../log/log.ts';
import { describeError, type Remedy } from './describe-error.ts';

export interface ShowErrorOptions {
  readonly log: Log;
  /** What was tried, as the start of the message: “Could not list the schemas of main”. */
  readonly title?: string;
  /** Before those that the code of the error offers. */
  readonly buttons?: readonly { readonly title: string; run(): unknown }[];
  /** The connection that it happened on, where it is not the active one. */
  readonly connectionId?: string;
}

/** Shows message, advice and buttons, and writes it to the log; what a person cancelled is not shown. */
export async function showError(thrown: unknown, options: ShowErrorOptions): Promise<void> {
  const { log, title, buttons = [], connectionId } = options;
  const { error, text, remedies } = describeError(thrown);
  if (error.code === 'run.cancelled' || log.closed) return;
  const message = title === undefined ? text : `${title}: ${text}`;
  log.write({ level: 'error', message, facts: { code: error.code, ...error.facts } });
  if (error.code === 'internal.bug') log.write({ level: 'debug', message: error.stack ?? error.message });
  const offered = [
    ...buttons,
    ...remedies.map((remedy) => ({ title: remedy.title, run: () => applyRemedy(remedy, connectionId) })),
  ];
  const chosen = await window.showErrorMessage(message, ...offered.map((button) => button.title));
  await offered.find((button) => button.title === chosen)?.run();
}

/** For tooltips: message, advice, and the remedies as links. */
export function toMarkdown(thrown: unknown, connectionId?: string): MarkdownString {
  const { text, remedies } = describeError(thrown);
  const markdown = new MarkdownString('', true);
  markdown.isTrusted = { enabledCommands: remedies.map(({ command }) => command) };
  appendWords(markdown.appendMarkdown('$(error) '), text);
  const links = remedies.map((remedy) => `[${remedy.title}](${linkOf(remedy, connectionId)})`);
  if (links.length > 0) markdown.appendMarkdown(`\n\n${links.join(' · ')}`);
  return markdown;
}

/** @param connectionId - where it is not about the active connection */
export function applyRemedy({ command, argument }: Remedy, connectionId?: string): Thenable<unknown> {
  return commands.executeCommand(command, argument ?? connectionId);
}

function linkOf({ command, argument }: Remedy, connectionId: string | undefined): string {
  const given = argument ?? connectionId;
  return `command:${command}${given === undefined ? '' : `?${encodeURIComponent(JSON.stringify([given]))}`}`;
}
