import { MarkdownString } from 'vscode';
import type { TooltipText } from './tooltip-text.ts';

/** Texts of others are shown as they are, never as Markdown. */
export function renderTooltip({ heading, comment, facts, warning }: TooltipText): MarkdownString {
  const markdown = new MarkdownString('', true);
  markdown.appendMarkdown('**').appendText(heading).appendMarkdown('**');
  if (comment !== undefined) markdown.appendMarkdown('\n\n').appendText(comment);
  if (facts.length > 0) markdown.appendMarkdown('\n\n');
  facts.forEach(([name, value], index) => {
    if (index > 0) markdown.appendMarkdown('  \n');
    markdown.appendMarkdown(`*${name}:* `).appendText(value);
  });
  if (warning !== undefined) markdown.appendMarkdown('\n\n$(warning) ').appendText(warning);
  return markdown;
}
