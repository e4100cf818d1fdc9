/** An expression of a plan for people: without the line break before a bracket, which is there for comments only. */
export function shownExpression(expression: string): string {
  return expression.includes('--') ? expression : expression.replaceAll('\n)', ')');
}
