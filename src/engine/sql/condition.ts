import { ReplicatorError } from '../../shared/errors.ts';

/**
 * What may stand in Databricks SQL between two pieces of meaning: quoted text, names, comments, brackets. `r'…'` knows no
 * escapes; a backslash at the end of its line carries a comment over to the next; `1e+5r'…'` is left to nobody's guess.
 */
const tokens =
  /(?<line>--(?:\\\n|[^\r\n])*)|(?<hint>\/\*\+)|(?<comment>\/\*)|(?<quoted>r'[^']*'|r"[^"]*"|'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`(?:[^`]|``)*`)|(?<glued>\p{N}[\p{L}\p{N}_]*r(?=['"]))|(?<word>[\p{L}\p{N}_]+)|(?<open>\()|(?<close>\))|(?<bad>['"`;])|./gisuy;

/**
 * A user's condition in brackets that it cannot escape from: quotes, comments and brackets are closed inside it, and
 * there is no second statement.
 * @throws ReplicatorError `source.invalidSql`
 */
export function wrapCondition(condition: string): string {
  const refuse = (reason: string): never => {
    throw new ReplicatorError('source.invalidSql', `The filter ${JSON.stringify(condition)} ${reason}.`);
  };
  if (condition.trim() === '') refuse('is empty');
  let depth = 0;
  let at = 0;
  while (at < condition.length) {
    tokens.lastIndex = at;
    const match = tokens.exec(condition);
    const groups = match?.groups ?? {};
    at += match?.[0].length ?? 1;
    if (groups.comment !== undefined) {
      const end = endOfComment(condition, at);
      at = end ?? refuse('opens /* and does not close it');
    }
    if (groups.hint !== undefined) refuse('contains a hint');
    if (groups.glued !== undefined) refuse(`glues ${groups.glued} to a quote`);
    if (groups.line?.endsWith('\\') && at === condition.length) refuse('ends inside a comment');
    if (groups.open !== undefined) depth += 1;
    if (groups.close !== undefined) depth -= 1;
    if (depth < 0) refuse('closes a bracket that it did not open');
    if (groups.bad === ';') refuse('contains a semicolon');
    if (groups.bad !== undefined) refuse(`opens ${groups.bad} and does not close it`);
  }
  if (depth > 0) refuse('opens a bracket that it does not close');
  return `(${condition}\n)`;
}

/**
 * Where the comment ends whose inside begins at `from`; comments nest. Undefined where it does not end, or where it has
 * a `/*+` in it, which opens no comment of its own.
 */
function endOfComment(text: string, from: number): number | undefined {
  let depth = 1;
  for (const { 0: mark, index } of text.slice(from).matchAll(/\/\*\+?|\*\//g)) {
    if (mark === '/*+') return undefined;
    depth += mark === '*/' ? -1 : 1;
    if (depth === 0) return from + index + mark.length;
  }
  return undefined;
}
