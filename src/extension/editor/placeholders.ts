/** `{catalog}` in an f-string, `${catalog}` in a parameter of SQL, `{{ catalog }}` in a template. */
const placeholder = /\$?\{\{?\s*([^{}]*?)\s*\}\}?/g;

/**
 * The part with the values that the text before it gives its variables.
 * @param unknown receives the names of those it does not give
 */
export function fillPlaceholders(text: string, before: number, part: string, unknown: Set<string>): string {
  return part.replaceAll(placeholder, (whole, name: string) => {
    const value = lastValue(text.slice(0, before), name);
    if (value === undefined) unknown.add(name);
    return value ?? whole;
  });
}

/** The text that a variable was last given: name = "text", val name = "text", name <- "text". */
function lastValue(text: string, name: string): string | undefined {
  if (!/^\w+$/.test(name)) return undefined;
  const assignment = new RegExp(
    `^[ \\t]*(?:val |var )?${name}\\s*(?::[^=\\n]+)?(?:=|<-)[ \\t]*[rRuU]?(?:"([^"\\\\{}\\n]*)"|'([^'\\\\{}\\n]*)')`,
    'gm',
  );
  const last = [...text.matchAll(assignment)].at(-1);
  return last?.[1] ?? last?.[2];
}
