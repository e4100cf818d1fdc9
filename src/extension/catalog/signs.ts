import type { BranchNode, SignNode } from './catalog-node.ts';
import type { PagedState } from './paged-list.ts';

/** What stands below the children that are there: more, still loading, an error, or that there are none. */
export function signsOf(
  parent: BranchNode,
  { items, state }: { readonly items: readonly unknown[]; readonly state: PagedState },
): readonly SignNode[] {
  const shown = items.length;
  switch (state.kind) {
    case 'loading':
      return [{ kind: 'loading', parent, shown }];
    case 'more':
      return [{ kind: 'more', parent, shown }];
    case 'failed':
      return [{ kind: 'error', parent, error: state.error }];
    case 'complete':
      return shown === 0 ? [{ kind: 'empty', parent, text: `No ${childrenOf[parent.kind]} that you may see` }] : [];
  }
}

const childrenOf: Record<BranchNode['kind'], string> = {
  connection: 'catalogs',
  favourites: 'favourites',
  catalog: 'schemas',
  schema: 'tables or views',
  table: 'columns',
};
