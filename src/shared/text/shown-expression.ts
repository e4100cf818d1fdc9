/** SQL of a plan for people: without the line breaks before a bracket or a comma, but for those that end a comment. */
export function shownExpression(sql: string): string {
  return sql.replaceAll(/(?<=^(?:(?!--).)*)\s*\n([),])/gm, '$1');
}
