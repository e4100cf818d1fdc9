/** `body` of a value that is computed once, however often the body names it. Stages may stand inside one another. */
export function stage(value: string, body: (name: string) => string): string {
  const depth = deepest(value) + 1;
  // The body may hold stages too: their names must differ from this one.
  const name = `stage_${Math.max(depth, deepest(body('')) + 1)}`;
  return `list_transform([${value}], lambda ${name}: ${body(name)})[1]`;
}

function deepest(sql: string): number {
  return Math.max(0, ...[...sql.matchAll(/\bstage_(\d+)\b/g)].map(([, depth]) => Number(depth)));
}
