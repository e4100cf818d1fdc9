export interface Renamed {
  readonly source: string;
  readonly target: string;
}

/** ASCII only, because that is how DuckDB compares identifiers. */
function fold(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/**
 * Names that DuckDB can tell apart: where names differ only in letter case, the first keeps its name and the next
 * becomes `name__2`, then `name__3`; a name that is already taken is skipped. Order is kept.
 */
export function renameClashes(names: readonly string[]): readonly Renamed[] {
  const taken = new Set<string>();
  const given = new Set(names.map(fold));
  return names.map((source) => {
    let target = source;
    for (let n = 2; taken.has(fold(target)); n += 1) {
      const candidate = `${source}__${n}`;
      if (!given.has(fold(candidate))) target = candidate;
    }
    taken.add(fold(target));
    return { source, target };
  });
}
