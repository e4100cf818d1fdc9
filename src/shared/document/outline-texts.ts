import { type Document, isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';

/** What is written there, or what an alias there repeats. */
export type Follow = (node: unknown) => unknown;

export function followIn(document: Document): Follow {
  return (node) => (isAlias(node) ? node.resolve(document) : node);
}

export function scalarText(node: unknown): string | undefined {
  return isScalar(node) && node.value !== null && node.value !== undefined ? String(node.value) : undefined;
}

/** Of these keys the ones that have a scalar. */
export function texts<Key extends string>(
  node: unknown,
  keys: readonly Key[],
  follow: Follow,
): { readonly [name in Key]?: string } {
  if (!isMap(node)) return {};
  const entries = node.items.flatMap((pair) => {
    const key = keys.find((known) => isPair(pair) && scalarText(pair.key) === known);
    const text = scalarText(follow(pair.value));
    return key === undefined || text === undefined ? [] : [[key, text]];
  });
  return Object.fromEntries(entries);
}

export function textList(node: unknown, follow: Follow): readonly string[] | undefined {
  return isSeq(node)
    ? node.items.map((item) => scalarText(follow(item))).filter((text) => text !== undefined)
    : undefined;
}
