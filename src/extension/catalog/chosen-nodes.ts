import { type CatalogNode, isNamed } from './catalog-node.ts';

export type NamedNode = Extract<CatalogNode, { kind: 'catalog' | 'schema' | 'table' }>;

/**
 * What a click in a tree means: all selected nodes where the clicked one is among them, else that one alone; by a key or
 * from the palette, what is selected in the view.
 */
export function chosenNodes<Node>(
  clicked: Node | undefined,
  selected: readonly Node[] | undefined,
  inView: readonly Node[],
): readonly Node[] {
  if (clicked === undefined) return inView;
  return selected?.includes(clicked) ? selected : [clicked];
}

export function ofKinds<Kind extends NamedNode['kind']>(
  nodes: readonly CatalogNode[],
  kinds: readonly Kind[],
): readonly Extract<NamedNode, { kind: Kind }>[] {
  const fits = (node: CatalogNode): node is Extract<NamedNode, { kind: Kind }> =>
    isNamed(node) && kinds.some((kind) => kind === node.kind);
  return nodes.filter(fits);
}
