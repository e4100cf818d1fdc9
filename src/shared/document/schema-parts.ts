export type Schema = Readonly<Record<string, unknown>>;

export const text = (description: string, more: Schema = {}): Schema => ({
  description,
  type: 'string',
  pattern: '\\S',
  ...more,
});

export function mapping(
  description: string,
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
): Schema {
  return { description, type: 'object', additionalProperties: false, properties, required };
}

/** A mapping whose keys are names. */
export function named(description: string, value: Schema): Schema {
  return {
    description,
    type: 'object',
    minProperties: 1,
    propertyNames: { pattern: '\\S' },
    additionalProperties: value,
  };
}

export function columnNames(description: string): Schema {
  return { description, type: 'array', minItems: 1, items: text('The name of a column.') };
}
