/** The text as Markdown that shows it as it is, in a table too. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&').replaceAll(/\s+/g, ' ');
}

/** A name or a value as code; a table's cell ends at a bar even there. */
export function code(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${plain}${fence}` : `${fence} ${plain} ${fence}`;
}

/** Rows of cells, which are Markdown already; the first row is the heading, `:` before a heading aligns to the right. */
export function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(headings.map((heading) => heading.replace(/^:/, ''))),
    line(headings.map((heading) => (heading.startsWith(':') ? '---:' : '---'))),
    ...rows.map(line),
  ];
}
