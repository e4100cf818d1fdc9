import type { Freshness, LocalFile } from '../../shared/local-file.ts';
import { targetLabel } from '../../shared/names.ts';
import type { SavedConnection } from '../connections/saved-connection.ts';

/** What was last found out about how the copies in files stand to their sources. */
export class FreshnessBook {
  readonly #found = new Map<string, ReadonlyMap<string, Freshness>>();

  of(file: string, name: { readonly schema: string; readonly table: string }): Freshness | undefined {
    return this.#found.get(file)?.get(targetLabel(name));
  }

  note(file: string, found: readonly Freshness[]): void {
    const all = [...(this.#found.get(file) ?? []), ...found.map((one) => [one.target, one] as const)];
    this.#found.set(file, new Map(all));
  }

  /** A run has written to the file: what was found is of the copies before it. */
  forget(file: string): void {
    this.#found.delete(file);
  }
}

/** Where the copies in a file came from; none where nothing in it is a copy. */
export function originHosts({ tables }: LocalFile): ReadonlySet<string> {
  return new Set(tables.flatMap(({ origin }) => (origin === undefined ? [] : [origin.host])));
}

/** A connection may be the source of copies from these hosts; known without opening it, so profiles may always be. */
export function mayBeSource(connection: SavedConnection, hosts: ReadonlySet<string>): boolean {
  if (hosts.size === 0) return false;
  switch (connection.kind) {
    case 'host':
      return hosts.has(connection.host);
    case 'sample':
      return hosts.has('the sample warehouse');
    default:
      return true;
  }
}
