import type { BranchNode, SignNode } from './catalog-node.ts';
import type { PagedState } from './paged-list.ts';

/**
 * What stands below the children that are there: more, still loading, an error, or that there are none.
 * @param searched - the filter that the children passed
 */
export function signsOf(
  parent: BranchNode,
  { items, state }: { readonly items: readonly unknown[]; readonly state: PagedState },
  searched?: string,
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
      return shown === 0 ? [{ kind: 'empty', parent, text: nothing(parent, searched) }] : [];
  }
}

function nothing(parent: BranchNode, searched: string | undefined): string {
  if (searched !== undefined) return `No table whose name contains “${searched}”`;
  return `No ${childrenOf[parent.kind]} that you may see`;
}

const childrenOf: Record<BranchNode['kind'], string> = {
  connection: 'catalogs',
  favourites: 'favourites',
  catalog: 'schemas',
  schema: 'tables or views',
  table: 'columns',
};
