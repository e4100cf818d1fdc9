import { parseSize } from '../../shared/document/parse-size.ts';
import { defaultLimits, limitBounds } from '../../shared/document/read-limits.ts';
import type { Validation } from '../../shared/plan.ts';

/** What a person wants of every new document, where it differs from what documents do by themselves. */
export interface DraftWishes {
  readonly defaults?: { readonly validate: Validation };
  readonly limits?: Readonly<Record<string, string | number>>;
}

export interface WishSettings {
  readonly validate: string;
  /** Empty for a share of the machine's. */
  readonly memory: string;
  readonly tables: number;
  readonly downloads: number;
}

/** Values that no document may have are left out: a setting is free text. */
export function draftWishes({ validate, memory, tables, downloads }: WishSettings): DraftWishes {
  const limits = {
    ...(fits(tables, limitBounds.tables) && tables !== defaultLimits.tables ? { tables } : {}),
    ...(fits(downloads, limitBounds.downloads) && downloads !== defaultLimits.downloads ? { downloads } : {}),
    ...((parseSize(memory) ?? 0) >= 64 * 2 ** 20 ? { memory } : {}),
  };
  return {
    ...(validate === 'aggregates' ? { defaults: { validate } } : {}),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  };
}

function fits(count: number, most: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= most;
}
