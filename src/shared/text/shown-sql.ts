/** A comment with its line, a quoted text or name, or a line break before a bracket or a comma. */
const parts = /--[^\n]*\n?|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"[^"]*"|`[^`]*`|(?:[^\S\n]*\n)+(?=[),])/g;

/** SQL of a plan for people: without the line breaks that keep an expression's comment away from the bracket behind it. */
export function shownSql(sql: string): string {
  return sql.replaceAll(parts, (part) => (part.trim() === '' ? '' : part));
}
