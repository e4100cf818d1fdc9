import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';
import {
  completeBranch,
  completeColumnKeys,
  completeColumns,
  completeCondition,
  completePart,
  completeTables,
} from './complete-names.ts';
import { completeWords } from './complete-words.ts';
import { type Completion, scalarInsert } from './completion.ts';
import { readPartialName } from './partial-name.ts';
import { readEntrySource, readSiblings, readText } from './read-context.ts';
import type { SourceNames } from './source-names.ts';
import { findSpot, type Spot } from './spot.ts';

/** What completion knows besides the document. */
export interface Surroundings {
  readonly names: SourceNames;
  /** Of the connection that the document means. @throws ReplicatorError */
  address(text: string): Promise<ConnectionAddress>;
  /** What `connection` may be: saved connections and profiles. */
  connections(): Promise<readonly Completion[]>;
  profiles(): Promise<readonly string[]>;
  /** DuckDB files, relative to the document where they are near. */
  files(): readonly string[];
}

export interface Completions {
  /** Replaced by what is chosen; offsets. */
  readonly start: number;
  readonly end: number;
  readonly items: readonly Completion[];
  /** A longer text may bring others. */
  readonly incomplete: boolean;
}

/**
 * What can be put at a place of a document.
 * @param schemaKnown another extension completes keys and words from the JSON schema already
 * @throws ReplicatorError where the workspace had to be asked and did not answer
 */
export async function complete(
  text: string,
  offset: number,
  around: Surroundings,
  schemaKnown = false,
): Promise<Completions | undefined> {
  const spot = findSpot(text, offset);
  if (spot === undefined) return undefined;
  const words = schemaKnown ? [] : completeWords(spot);
  const own = await (spot.kind === 'value' ? completeValue(text, spot, around) : completeKey(text, spot, around));
  return {
    start: own?.start ?? spot.start,
    end: own?.end ?? spot.end,
    items: [...(own?.items ?? []), ...words],
    incomplete: own?.incomplete ?? false,
  };
}

interface ValueCompletions {
  readonly items: readonly Completion[];
  readonly incomplete?: boolean;
  readonly start?: number;
  readonly end?: number;
}

/** `tables/#/where` */
function placeOf({ path }: Spot): string {
  const transformed = path[2] === 'transform' && (path[3] === 'columns' || path[3] === 'derive');
  return path.map((step, index) => (typeof step === 'number' || (transformed && index === 4) ? '#' : step)).join('/');
}

async function completeKey(text: string, spot: Spot, around: Surroundings): Promise<ValueCompletions | undefined> {
  if (placeOf(spot) !== 'tables/#/transform/columns') return undefined;
  return { items: completeColumnKeys(spot, await columnsOf(text, spot, around), spot.siblings) };
}

async function completeValue(text: string, spot: Spot, around: Surroundings): Promise<ValueCompletions | undefined> {
  switch (placeOf(spot)) {
    case 'connection':
      return { items: spot.ownLine || spot.quote !== '' ? [] : await around.connections() };
    case 'connection/profile':
      return { items: (await around.profiles()).map((name) => fromText(name, 'connection', spot)) };
    case 'connection/httpPath':
      return { items: await completeWarehouses(text, spot, around) };
    case 'target':
    case 'target/file':
    case 'global/duckdb_path':
      return { items: around.files().map((file) => fromText(file, 'file', spot)) };
    case 'tables/#':
    case 'tables/#/source':
    case 'exclude/#':
      return spot.olderForm ? undefined : completeName(text, spot, around);
    case 'tables/#/source/catalog':
    case 'tables/#/source/schema':
    case 'tables/#/source/table':
      return completeNamePart(text, spot, around);
    case 'tables/#/columns/#':
    case 'tables/#/exclude/#':
    case 'tables/#/transform/dropDuplicates/#':
    case 'tables/#/transform/dropDuplicates/by/#':
      return { items: completeColumns(spot, await columnsOf(text, spot, around), readSiblings(text, spot.path)) };
    case 'tables/#/where':
      return completeSql(text, spot, around, 'databricks');
    case 'tables/#/transform/columns':
      return spot.ownLine ? { items: completeColumnKeys(spot, await columnsOf(text, spot, around), []) } : undefined;
    case 'tables/#/transform/columns/#/expression':
    case 'tables/#/transform/derive/#':
    case 'tables/#/transform/filter':
    case 'tables/#/transform/dropDuplicates/orderBy':
      return completeSql(text, spot, around, 'duckdb');
    case 'tables/#/transform/dropDuplicates':
      return { items: spot.ownLine || spot.quote !== '' ? [] : duplicateForms };
    default:
      return undefined;
  }
}

const duplicateForms: readonly Completion[] = [
  {
    label: '[…]',
    kind: 'snippet',
    insert: '[$0]',
    detail: 'Any one of the rows that agree in these columns',
    again: true,
  },
  {
    label: '{ by: […], orderBy: … }',
    kind: 'snippet',
    insert: '{ by: [$1], orderBy: $2 }',
    detail: 'The first of them in an order',
  },
];

async function completeSql(
  text: string,
  spot: Spot,
  around: Surroundings,
  dialect: 'databricks' | 'duckdb',
): Promise<ValueCompletions> {
  const before = spot.prefix.replace(/[\p{L}\p{N}_`]*$/u, '');
  const after = spot.text.slice(spot.prefix.length).replace(/^[\p{L}\p{N}_`]*/u, '');
  const items = completeCondition(spot, { before, after }, await columnsOf(text, spot, around), dialect);
  if (before === '' && spot.quote === '') return { items };
  return { items, start: spot.start + before.length, end: spot.end - after.length };
}

async function completeName(text: string, spot: Spot, around: Surroundings): Promise<ValueCompletions | undefined> {
  const partial = readPartialName(spot.prefix);
  if (partial === undefined || partial.parts.length > 2) return undefined;
  const [catalog, schema] = partial.parts;
  if (catalog?.includes('*') || schema?.includes('*')) return undefined;
  const address = await around.address(text);
  if (catalog === undefined) return { items: completeBranch(spot, partial, await around.names.catalogs(address)) };
  if (schema === undefined) {
    return { items: completeBranch(spot, partial, await around.names.schemas(address, catalog)) };
  }
  const { tables, more } = await around.names.tables(address, { catalog, schema }, partial.last);
  return { items: completeTables(spot, partial, tables), incomplete: more };
}

/** The older form has a key for each part of the name. */
async function completeNamePart(text: string, spot: Spot, around: Surroundings): Promise<ValueCompletions> {
  const part = spot.path.at(-1);
  const above = (key: string): string => readText(text, [...spot.path.slice(0, -1), key]) ?? '';
  const address = await around.address(text);
  if (part === 'catalog') return { items: completePart(spot, part, namesOf(await around.names.catalogs(address))) };
  const catalog = above('catalog');
  if (part === 'schema') {
    return { items: completePart(spot, part, namesOf(await around.names.schemas(address, catalog))) };
  }
  const within = { catalog, schema: above('schema') };
  const { tables, more } = await around.names.tables(address, within, spot.prefix);
  const found = tables.map(({ name }) => name.table);
  return { items: completePart(spot, 'table', found), incomplete: more };
}

function namesOf(entries: readonly { readonly name: string }[]): readonly string[] {
  return entries.map(({ name }) => name);
}

async function columnsOf(text: string, spot: Spot, around: Surroundings) {
  const source = readEntrySource(text, spot);
  if (source === undefined) return [];
  return (await around.names.describe(await around.address(text), source)).columns;
}

async function completeWarehouses(text: string, spot: Spot, around: Surroundings): Promise<readonly Completion[]> {
  const warehouses = await around.names.warehouses(await around.address(text));
  return warehouses.map(({ name, size, state, httpPath }) => ({
    label: httpPath,
    kind: 'connection',
    insert: scalarInsert(httpPath, spot),
    detail: `${name} · ${size} · ${state.toLowerCase()}`,
  }));
}

function fromText(text: string, kind: Completion['kind'], spot: Spot): Completion {
  return { label: text, kind, insert: scalarInsert(text, spot) };
}
