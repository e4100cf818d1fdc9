import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { NodeReader } from '../../shared/document/node-reader.ts';
import { parseName } from '../../shared/document/parse-name.ts';
import { readConnection } from '../../shared/document/read-connection.ts';
import type { ConnectionChoice } from '../../shared/document/replication.ts';
import type { SourceName } from '../../shared/names.ts';
import type { Spot } from './spot.ts';

/** The connection that a document means, finished or not; undefined where it does not say it yet. */
export function readChoice(text: string): ConnectionChoice | undefined {
  const reader = new NodeReader(text);
  if (reader.peek(reader.root, 'global') !== undefined) return { kind: 'environment' };
  const field = reader.peek(reader.root, 'connection');
  return field === undefined ? undefined : readConnection(reader, field);
}

/** The table of the entry that a place belongs to; undefined where it has wildcards or is not finished. */
export function readEntrySource(text: string, { path, olderForm }: Spot): SourceName | undefined {
  const [list, index] = path;
  if (list !== 'tables' || typeof index !== 'number') return undefined;
  const document = parseDocument(text, { prettyErrors: false, strict: false });
  const at = (...steps: readonly (string | number)[]): string | undefined =>
    textOf(document.getIn(['tables', index, ...steps], true));
  if (olderForm) {
    const [catalog, schema, table] = [at('source', 'catalog'), at('source', 'schema'), at('source', 'table')];
    return catalog && schema && table ? { catalog, schema, table } : undefined;
  }
  return readExactName(at('source') ?? at() ?? '');
}

/** Undefined where it has wildcards or not three parts. */
export function readExactName(text: string): SourceName | undefined {
  const name = parseName(text);
  if (!('parts' in name) || name.parts.some(({ wild }) => wild)) return undefined;
  const [catalog, schema, table, ...more] = name.parts.map((part) => part.text);
  return catalog && schema && table && more.length === 0 ? { catalog, schema, table } : undefined;
}

/** The text values around a place in the same entry or list, such as the columns that are listed already. */
export function readSiblings(text: string, path: Spot['path']): readonly string[] {
  const document = parseDocument(text, { prettyErrors: false, strict: false });
  const list = document.getIn(path.slice(0, -1), true);
  return isSeq(list) ? list.items.map(textOf).filter((value) => value !== undefined) : [];
}

/** The value of a key in the mapping at a path. */
export function readText(text: string, path: Spot['path']): string | undefined {
  const document = parseDocument(text, { prettyErrors: false, strict: false });
  const parent = document.getIn(path.slice(0, -1), true);
  return isMap(parent) ? textOf(parent.get(path.at(-1), true)) : undefined;
}

function textOf(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
}
