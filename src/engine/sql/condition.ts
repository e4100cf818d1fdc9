import { ReplicatorError } from '../../shared/errors.ts';

/** What may stand in Databricks SQL between two pieces of meaning: quoted text, names, comments, brackets. */
const tokens =
  /(?<comment>--[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)|(?<quoted>'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`(?:[^`]|``)*`)|(?<open>\()|(?<close>\))|(?<bad>['"`;]|\/\*)|./gsu;

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
  for (const { groups } of condition.matchAll(tokens)) {
    if (groups?.open !== undefined) depth += 1;
    if (groups?.close !== undefined) depth -= 1;
    if (depth < 0) refuse('closes a bracket that it did not open');
    if (groups?.bad === ';') refuse('contains a semicolon');
    if (groups?.bad !== undefined) refuse(`opens ${groups.bad} and does not close it`);
  }
  if (depth > 0) refuse('opens a bracket that it does not close');
  return `(${condition}\n)`;
}
