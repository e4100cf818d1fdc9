import { unsupported } from '../errors.ts';
import { quoteIdentifier } from '../quote.ts';
import { type PlainName, type Type, typeText } from '../types.ts';
import { stage } from './stage.ts';

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
      return plainText(type.name, x);
    case 'decimal':
      return `regexp_replace(CAST(${x} AS VARCHAR), '^(-?)\\.', '\\10.')`;
  }
}

/** A macro names its argument many times, which long arguments cannot bear: only what needs it goes through one. */
function plainText(name: PlainName, x: string): string {
  switch (name) {
    case 'BOOLEAN':
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
    case 'BIGINT':
    case 'DATE':
      return `CAST(${x} AS VARCHAR)`;
    case 'TIMESTAMP':
    case 'TIMESTAMP_NTZ':
      return `regexp_replace(CAST(${x} AS VARCHAR), '[+-][0-9]{2}(:[0-9]{2}){0,2}$', '')`;
    case 'BINARY':
      return `decode(${x})`;
    case 'VOID':
      return 'CAST(NULL AS VARCHAR)';
    case 'FLOAT':
    case 'DOUBLE':
    case 'VARIANT':
      return stage(x, (value) => `dbx_text(${value})`);
  }
}
