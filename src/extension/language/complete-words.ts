import { levelDescriptions } from '../../shared/document/choices.ts';
import { type Completion, plainInsert, scalarInsert } from './completion.ts';
import { type Shape, shapesAt } from './schema-at.ts';
import type { Spot } from './spot.ts';

const newDocument: Completion = {
  label: 'New replication',
  kind: 'snippet',
  insert: `connection: ${stop(1, 'sample')}\ntarget: ${stop(2, 'lake.duckdb')}\n\ntables:\n  - ${stop(3, 'samples.tpch.*')}\n`,
  detail: 'A whole document',
  documentation: 'Copies tables from Databricks into a DuckDB file.',
};

const required = 'required';

/** Keys, and values of closed sets: what the form of the document says without asking anybody. */
export function completeWords(spot: Spot): readonly Completion[] {
  const shapes = shapesAt(spot);
  if (spot.kind === 'key') return completeKeys(spot, shapes, spot.siblings);
  const keys = spot.ownLine && /^\w*$/.test(spot.prefix) ? completeFirstKeys(spot, shapes) : [];
  const item: Completion = { label: '- ', kind: 'snippet', insert: '- ', detail: 'An item of the list', again: true };
  return [
    ...completeValues(spot, shapes),
    ...keys,
    ...(spot.ownLine && shapes.some((shape) => shape.isList) ? [item] : []),
    ...(spot.path.length === 0 ? [newDocument] : []),
  ];
}

/** Keys that begin a mapping; where a text may stand as well, only those without which the mapping is nothing. */
function completeFirstKeys(spot: Spot, shapes: readonly Shape[]): readonly Completion[] {
  const keys = completeKeys(spot, shapes, []);
  const onlyMaps = shapes.every(({ isMap }) => isMap);
  return onlyMaps ? keys : keys.filter(({ detail }) => detail === required);
}

function completeKeys(spot: Spot, shapes: readonly Shape[], siblings: readonly string[]): readonly Completion[] {
  const fitting = shapes.filter(({ properties }) => siblings.every((key) => key in properties));
  const found = new Map<string, Completion>();
  for (const { properties, required: needed } of fitting) {
    for (const [key, { description }] of Object.entries(properties)) {
      if (siblings.includes(key) || found.has(key)) continue;
      const nested = shapesAt({ ...spot, path: [...spot.path, key] });
      found.set(key, {
        label: key,
        kind: 'key',
        insert: spot.hasValue ? key : `${key}:${opening(nested, spot)}`,
        ...(needed.includes(key) ? { detail: required } : {}),
        ...(typeof description === 'string' ? { documentation: description } : {}),
        again: !spot.hasValue,
      });
    }
  }
  return [...found.values()];
}

/** What follows the colon: a list or a mapping begins in a new line. */
function opening(shapes: readonly Shape[], { flow, path }: Spot): string {
  const onlyMaps = shapes.length > 0 && shapes.every(({ isMap }) => isMap);
  const onlyLists = shapes.length > 0 && shapes.every(({ isList }) => isList);
  const isColumns = path[0] === 'tables';
  if (onlyLists) return flow || isColumns ? ' [$0]' : '\n  - ';
  if (onlyMaps) return flow ? ' { $0 }' : '\n  ';
  return ' ';
}

function completeValues(spot: Spot, shapes: readonly Shape[]): readonly Completion[] {
  const words = shapes.flatMap(({ words, description }) =>
    words.map(
      (word): Completion => ({
        label: String(word),
        kind: 'word',
        insert: plainInsert(String(word)),
        documentation: wordDescriptions[String(word)] ?? description,
      }),
    ),
  );
  const key = String(spot.path.at(-1));
  const section = spot.path[2] === 'transform' ? 'transform' : spot.path[0];
  const examples = exampleValues[String(section)]?.[key] ?? [];
  return [
    ...words,
    ...examples.map((text): Completion => ({ label: text, kind: 'word', insert: scalarInsert(text, spot) })),
  ];
}

const wordDescriptions: Readonly<Record<string, string>> = {
  sample: 'The embedded sample warehouse: nothing to sign in to.',
  ...levelDescriptions,
  replace: 'The copy is replaced in one step, once it is complete and validated.',
  counts: 'Rows in the source, received and stored are compared; costs next to nothing.',
  aggregates: 'Every column is compared too, for one more scan of the source.',
};

/** By section and key. */
const exampleValues: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  limits: {
    memory: ['1GB', '2GB', '4GB', '8GB'],
    group: ['500MB', '1GB', '2GB'],
    slice: ['1GB', '4GB', '10GB'],
    tables: ['1', '2', '4', '8'],
    downloads: ['2', '4', '8', '16'],
    threads: ['2', '4', '8'],
    bandwidth: ['1MB/s', '5MB/s', '20MB/s'],
    batch: ['1000', '10000', '100000'],
  },
  target: {
    schema: ['{schema}', '{catalog}_{schema}', '{catalog}'],
    table: ['{table}', '{schema}_{table}', '{catalog}_{schema}_{table}'],
  },
  transform: {
    cast: ['BIGINT', 'DOUBLE', 'DECIMAL(18,2)', 'VARCHAR', 'BOOLEAN', 'DATE', 'TIMESTAMP'],
  },
};

/** A place of a snippet that the cursor goes to. */
function stop(order: number, text: string): string {
  return `\${${order}:${text}}`;
}
