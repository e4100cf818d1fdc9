import { isMap, isPair, isScalar, isSeq } from 'yaml';

export function scalarText(node: unknown): string | undefined {
  return isScalar(node) && node.value !== null && node.value !== undefined ? String(node.value) : undefined;
}

/** Of these keys the ones that have a scalar. */
export function texts<Key extends string>(node: unknown, keys: readonly Key[]): { readonly [name in Key]?: string } {
  if (!isMap(node)) return {};
  const entries = node.items.flatMap((pair) => {
    const key = keys.find((known) => isPair(pair) && scalarText(pair.key) === known);
    const text = scalarText(pair.value);
    return key === undefined || text === undefined ? [] : [[key, text]];
  });
  return Object.fromEntries(entries);
}

export function textList(node: unknown): readonly string[] | undefined {
  return isSeq(node) ? node.items.map(scalarText).filter((text) => text !== undefined) : undefined;
}
