import { replicationSchema } from '../../shared/document/json-schema.ts';

type Json = Readonly<Record<string, unknown>>;

/** One shape that a place in the document may have. */
export interface Shape {
  readonly description: string;
  /** For mappings. */
  readonly properties: Readonly<Record<string, Json>>;
  readonly required: readonly string[];
  /** For values of a closed set. */
  readonly words: readonly (string | boolean)[];
  readonly isList: boolean;
  readonly isMap: boolean;
  readonly schema: Json;
}

export interface SchemaPlace {
  readonly path: readonly (string | number)[];
  readonly olderForm: boolean;
}

/** What may stand at a place, by the JSON schema of the document; empty where nothing may. */
export function shapesAt({ path, olderForm }: SchemaPlace): readonly Shape[] {
  const forms = alternatives(replicationSchema);
  const root = forms.filter((form) => 'global' in toShape(form).properties === olderForm);
  return path
    .reduce<readonly Json[]>((schemas, step) => schemas.flatMap((schema) => below(schema, step)), root)
    .map(toShape);
}

/** What a key or a value means, in a sentence or two. */
export function describeAt(place: SchemaPlace): string | undefined {
  const [first, ...others] = shapesAt(place);
  if (first === undefined) return undefined;
  const last = place.path.at(-1);
  const parents = typeof last === 'string' ? shapesAt({ ...place, path: place.path.slice(0, -1) }) : [];
  const own = parents
    .map((shape) => shape.properties[String(last)]?.description)
    .find((text) => typeof text === 'string');
  return typeof own === 'string' ? own : others.length === 0 ? first.description : undefined;
}

function below(schema: Json, step: string | number): readonly Json[] {
  const property = toObject(schema.properties)?.[step] ?? schema.additionalProperties;
  const next = toObject(typeof step === 'number' ? schema.items : property);
  return next === undefined ? [] : alternatives(next);
}

function alternatives(schema: Json): readonly Json[] {
  if (!Array.isArray(schema.anyOf)) return [schema];
  return schema.anyOf.map(toObject).filter((one) => one !== undefined);
}

function toShape(schema: Json): Shape {
  const properties = Object.entries(toObject(schema.properties) ?? {}).flatMap(([key, value]) => {
    const property = toObject(value);
    return property === undefined ? [] : [[key, property] as const];
  });
  const constants = 'const' in schema ? [schema.const] : Array.isArray(schema.enum) ? schema.enum : [];
  const words = schema.type === 'boolean' ? [true, false] : constants.filter(isWord);
  return {
    description: typeof schema.description === 'string' ? schema.description : '',
    properties: Object.fromEntries(properties),
    required: Array.isArray(schema.required) ? schema.required.filter((key) => typeof key === 'string') : [],
    words,
    isList: schema.type === 'array',
    isMap: schema.type === 'object',
    schema,
  };
}

function isWord(constant: unknown): constant is string | boolean {
  return typeof constant === 'string' || typeof constant === 'boolean';
}

function toObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}
