import type { Page } from '../../shared/page.ts';

/** More catalogs than these are too many to look through: people type on. */
export const mostCatalogs = 500;

/** The items of page after page, until there are enough; `more` says that others follow. */
export async function gatherPages<Item>(
  load: (after?: string) => Promise<Page<Item>>,
  enough: number,
): Promise<{ readonly items: readonly Item[]; readonly more: boolean }> {
  const items: Item[] = [];
  let next: string | undefined;
  do {
    const page: Page<Item> = await load(next);
    items.push(...page.items);
    next = page.next;
  } while (next !== undefined && items.length < enough);
  return { items, more: next !== undefined };
}
