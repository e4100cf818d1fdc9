import type { SourceName } from '../../shared/names.ts';
import type { CatalogNode } from '../catalog/catalog-node.ts';

/** Tables of one workspace: each exact or, where a part is absent, all below it. */
export interface ChosenSources {
  /** Of the saved connection; absent for the active one. */
  readonly connection?: string;
  readonly sources: readonly ChosenSource[];
}

export interface ChosenSource {
  readonly catalog: string;
  readonly schema?: string;
  readonly table?: string;
}

/** What commands that replicate are given: a node of the tree “Databricks”, or names from a text. */
export type ReplicateSubject = CatalogNode | SourceName | readonly SourceName[];

/**
 * What a person means by a click with several nodes selected: all of them where the clicked one is among them, else that
 * one alone. Nodes of other workspaces, and what lies within another chosen node, are left out.
 * @returns undefined where nothing is meant that could be copied
 */
export function sourcesOf(
  subject: ReplicateSubject | undefined,
  selected: readonly CatalogNode[] = [],
): ChosenSources | undefined {
  if (subject === undefined) return undefined;
  if (isList(subject)) return subject.length === 0 ? undefined : { sources: subject };
  if (!('kind' in subject)) return { sources: [subject] };
  const nodes = selected.includes(subject) ? selected : [subject];
  const placed = nodes.map(place).filter((one) => one !== undefined);
  const connection = place(subject)?.connection ?? placed[0]?.connection;
  if (connection === undefined) return undefined;
  const all = placed.filter((one) => one.connection === connection).map(({ source }) => source);
  const widest = all.filter((one, i) => !all.some((other, j) => i !== j && covers(other, one, j < i)));
  return { connection, sources: widest };
}

function isList(subject: ReplicateSubject): subject is readonly SourceName[] {
  return Array.isArray(subject);
}

function place(node: CatalogNode): { readonly connection: string; readonly source: ChosenSource } | undefined {
  switch (node.kind) {
    case 'catalog':
      return { connection: node.connectionId, source: { catalog: node.entry.name } };
    case 'schema':
      return { connection: node.connectionId, source: { catalog: node.entry.catalog, schema: node.entry.name } };
    case 'table':
      return { connection: node.connectionId, source: node.entry.name };
    case 'column':
      return place(node.table);
    default:
      return undefined;
  }
}

/** @param earlier of two that are the same, the first one stays */
function covers(wide: ChosenSource, one: ChosenSource, earlier: boolean): boolean {
  if (wide.catalog !== one.catalog) return false;
  if (wide.schema === undefined) return one.schema !== undefined || earlier;
  if (wide.schema !== one.schema) return false;
  if (wide.table === undefined) return one.table !== undefined || earlier;
  return wide.table === one.table && earlier;
}
