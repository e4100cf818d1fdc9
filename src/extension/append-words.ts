import { MarkdownString } from 'vscode';

/** Text as it is, whose lines break between words: `appendText` alone joins them by `&nbsp;`. */
export function appendWords(markdown: MarkdownString, text: string): MarkdownString {
  const escaped = new MarkdownString('', markdown.supportThemeIcons).appendText(text).value;
  return markdown.appendMarkdown(escaped.replaceAll('&nbsp;', ' '));
}
