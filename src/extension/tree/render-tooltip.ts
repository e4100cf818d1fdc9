import { MarkdownString } from 'vscode';
import { appendWords } from '../append-words.ts';
import type { TooltipText } from './tooltip-text.ts';

/** Texts of others are shown as they are, never as Markdown. */
export function renderTooltip({ heading, comment, facts, warning }: TooltipText): MarkdownString {
  const markdown = new MarkdownString('', true);
  markdown.appendMarkdown('**').appendText(heading).appendMarkdown('**');
  if (comment !== undefined) appendWords(markdown.appendMarkdown('\n\n'), comment);
  if (facts.length > 0) markdown.appendMarkdown('\n\n');
  facts.forEach(([name, value], index) => {
    if (index > 0) markdown.appendMarkdown('  \n');
    appendWords(markdown.appendMarkdown(`*${name}:* `), value);
  });
  if (warning !== undefined) appendWords(markdown.appendMarkdown('\n\n$(warning) '), warning);
  return markdown;
}
