import { unsupported } from '../errors.ts';
import { quoteIdentifier } from '../quote.ts';
import { type Type, typeText } from '../types.ts';

/** The text that Spark's `CAST(x AS STRING)` gives; NULL stays NULL. */
export function sparkText(type: Type, x: string, depth = 0): string {
  const item = `item_${depth}`;
  const inner = (part: Type, value: string) => `coalesce(${sparkText(part, value, depth + 1)}, 'null')`;
  const joined = (list: string, text: string) =>
    `array_to_string(list_transform(${list}, lambda ${item}: ${text}), ', ')`;
  switch (type.kind) {
    case 'string':
      return x;
    case 'array':
      return `('[' || ${joined(x, inner(type.element, item))} || ']')`;
    case 'map': {
      const entry = `${inner(type.key, `${item}.key`)} || ' -> ' || ${inner(type.value, `${item}.value`)}`;
      return `('{' || ${joined(`map_entries(${x})`, entry)} || '}')`;
    }
    case 'struct': {
      const fields = type.fields.map((field) => inner(field.type, `(${x}).${quoteIdentifier(field.name)}`));
      return `(CASE WHEN (${x}) IS NOT NULL THEN '{' || ${fields.join(" || ', ' || ")} || '}' END)`;
    }
    case 'geo':
      throw unsupported(`the text of ${typeText(type)}`);
    case 'yearMonth':
    case 'dayTime':
      if (type.units !== 'YEAR TO MONTH' && type.units !== 'DAY TO SECOND') {
        throw unsupported(`the text of ${typeText(type)}`);
      }
      return `dbx_text(${x})`;
    case 'plain':
      return type.name === 'VOID' ? 'CAST(NULL AS VARCHAR)' : `dbx_text(${x})`;
    case 'decimal':
      return `dbx_text(${x})`;
  }
}
