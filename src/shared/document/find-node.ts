import { type Document, isAlias, isMap, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';

export type DocumentPath = readonly (string | number)[];

/** The entry of a mapping by its name: YAML reads the key `2024` as a number, which is a name to us all the same. */
export function findPair(map: YAMLMap, name: unknown): Pair | undefined {
  const keyIs = (same: (key: unknown) => boolean): Pair | undefined =>
    map.items.find(({ key }) => isScalar(key) && same(key.value));
  return keyIs((key) => key === name) ?? keyIs((key) => key !== null && String(key) === String(name));
}

/** Undefined where there is nothing, and behind an alias. */
export function nodeAt(document: Document, path: DocumentPath): unknown {
  return path.reduce<unknown>((node, step) => below(node, step), document.contents);
}

/** The path in the words of the library, which compares keys by their type. */
export function keysOf(document: Document, path: DocumentPath): readonly unknown[] {
  return path.map((step, depth) => {
    const node = nodeAt(document, path.slice(0, depth));
    return isMap(node) ? (findPair(node, step)?.key ?? step) : step;
  });
}

/** Offsets of what stands there, without its anchor and its comments. */
export function rangeOf(node: unknown): readonly [number, number] | undefined {
  if (!isScalar(node) && !isMap(node) && !isSeq(node) && !isAlias(node)) return undefined;
  return node.range ? [node.range[0], node.range[1]] : undefined;
}

function below(node: unknown, step: string | number): unknown {
  if (isMap(node)) return findPair(node, step)?.value ?? undefined;
  return isSeq(node) ? node.items[Number(step)] : undefined;
}
