import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';

/** A part of a document, for the outline; offsets. */
export interface OutlineEntry {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'section' | 'table' | 'value';
  readonly start: number;
  readonly end: number;
  readonly children: readonly OutlineEntry[];
}

/** Its sections, and the tables of the list. */
export function outline(text: string): readonly OutlineEntry[] {
  const { contents } = parseDocument(text, { prettyErrors: false, strict: false });
  if (!isMap(contents)) return [];
  return contents.items.flatMap(({ key, value }): readonly OutlineEntry[] => {
    if (!isScalar(key) || !key.range) return [];
    const name = String(key.value);
    const [start] = key.range;
    const node = isScalar(value) || isMap(value) || isSeq(value) ? value : undefined;
    const end = Math.max(key.range[1], node?.range?.[1] ?? 0);
    const children = name === 'tables' && isSeq(node) ? node.items.flatMap((item) => tableEntry(item, text)) : [];
    const detail = isScalar(node) ? String(node.value ?? '') : '';
    return [
      { name: name === '' ? '…' : name, detail, kind: children.length > 0 ? 'section' : 'value', start, end, children },
    ];
  });
}

function tableEntry(item: unknown, text: string): readonly OutlineEntry[] {
  if (!isScalar(item) && !isMap(item)) return [];
  const range = item.range;
  if (!range) return [];
  const name = isMap(item) ? nameOf(item.get('source', true)) : nameOf(item);
  const target = isMap(item) ? item.get('target') : undefined;
  const [start] = range;
  const end = start + text.slice(start, range[1]).trimEnd().length;
  return [
    {
      name: name || '…',
      detail: typeof target === 'string' ? `→ ${target}` : '',
      kind: 'table',
      start,
      end,
      children: [],
    },
  ];
}

function nameOf(node: Node | undefined): string {
  if (isScalar(node)) return String(node.value ?? '');
  if (!isMap(node)) return '';
  return ['catalog', 'schema', 'table'].map((part) => String(node.get(part) ?? '…')).join('.');
}

/** The value of the key that names the DuckDB file, with its place; undefined where there is none. */
export function findTargetFile(
  text: string,
): { readonly file: string; readonly start: number; readonly end: number } | undefined {
  const document = parseDocument(text, { prettyErrors: false, strict: false });
  const paths = [['target', 'file'], ['target'], ['global', 'duckdb_path']];
  for (const path of paths) {
    const node = isMap(document.contents) ? document.getIn(path, true) : undefined;
    if (!isScalar(node) || typeof node.value !== 'string' || !node.range) continue;
    return { file: node.value, start: node.range[0], end: node.range[1] };
  }
  return undefined;
}
