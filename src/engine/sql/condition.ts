import { ReplicatorError } from '../../shared/errors.ts';

/**
 * What may stand in Databricks SQL between two pieces of meaning: quoted text, names, comments, brackets. A line's
 * comment goes on over a backslash at its end; `r'…'` and `r"…"` know no escapes.
 */
const tokens =
  /(?<line>--(?:\\\n|[^\r\n])*)|(?<comment>\/\*)|(?<quoted>r'[^']*'|r"[^"]*"|'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`(?:[^`]|``)*`)|(?<glued>[\p{L}\p{N}_]+r['"])|(?<word>[\p{L}\p{N}_]+(?!['"])|[\p{L}\p{N}_]+)|(?<open>\()|(?<close>\))|(?<bad>['"`;])|./giuy;
