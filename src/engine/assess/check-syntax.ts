import { z } from 'zod';

/** What DuckDB's `json_serialize_sql` says of `SELECT (…) AS x FROM frame`; only what matters here. */
const tree = z.union([
  z.object({ error: z.literal(true), error_message: z.string() }),
  z.object({
    error: z.literal(false),
    statements: z.array(
      z.object({
        node: z.object({
          type: z.string(),
          modifiers: z.array(z.unknown()).optional(),
          select_list: z.array(z.looseObject({ class: z.string() })).optional(),
          from_table: z.object({ type: z.string(), table_name: z.string().optional() }).optional(),
          where_clause: z.unknown(),
        }),
      }),
    ),
  }),
]);

/**
 * What is wrong with a text that should be one expression and nothing else; undefined where nothing is.
 * @param serialized - of the SELECT in which the text stands alone
 * @param within - what the text is a part of, as DuckDB calls it
 */
export function checkSyntax(serialized: string, within?: 'WINDOW'): string | undefined {
  const parsed = tree.parse(JSON.parse(serialized));
  if (parsed.error) return `is not an expression: ${parsed.error_message}`;
  const [statement, another] = parsed.statements;
  const node = statement?.node;
  const alone =
    another === undefined &&
    node?.type === 'SELECT_NODE' &&
    node.select_list?.length === 1 &&
    (within === undefined || node.select_list[0]?.class === within) &&
    (node.modifiers ?? []).length === 0 &&
    (node.where_clause ?? null) === null &&
    node.from_table?.type === 'BASE_TABLE' &&
    node.from_table.table_name === 'frame';
  if (!alone) return 'is more than one expression';
  if (node.select_list?.some(multiplies)) return 'makes several rows of one (UNNEST)';
  return undefined;
}

/** Whether a value depends on other rows too. @param serialized - as for `checkSyntax`, where that finds nothing wrong */
export function usesWindow(serialized: string): boolean {
  return hasWindow(JSON.parse(serialized));
}

function hasWindow(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false;
  return ('class' in part && part.class === 'WINDOW') || Object.values(part).some(hasWindow);
}

/** Both names mean the same to DuckDB's binder, whatever schema is written before them. */
const unnesting = new Set(['unnest', 'unlist']);

/** Whether a row may become several or none. A query of its own gives one value, whatever happens inside it. */
function multiplies(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false;
  if ('function_name' in part && unnesting.has(String(part.function_name).toLowerCase())) return true;
  return Object.entries(part).some(([name, value]) => name !== 'subquery' && multiplies(value));
}
