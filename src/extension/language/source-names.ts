import type { TableDetails, TableEntry, WarehouseEntry } from '../../shared/catalog-entries.ts';
import type { SourceName } from '../../shared/names.ts';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';
import type { EngineService } from '../../shared/protocol/engine-protocol.ts';
import { gatherPages } from '../catalog/gather-pages.ts';

/** For how long an answer is good enough to complete a name with. */
const keptMs = 60_000;
/** More than these are not worth a list. */
const enough = 2000;

export interface Named {
  readonly name: string;
  readonly comment?: string;
}

export interface FoundTables {
  readonly tables: readonly TableEntry[];
  /** There are more, which a longer text may bring. */
  readonly more: boolean;
}

type Browsing = Pick<
  EngineService,
  'listCatalogs' | 'listSchemas' | 'listTables' | 'searchTables' | 'describeTable' | 'listWarehouses'
>;

/** What a workspace has, for completion and hovers; answers are kept for a minute, errors are not. */
export class SourceNames {
  readonly #engine: { readonly service: Browsing };
  readonly #now: () => number;
  readonly #answers = new Map<string, { readonly at: number; readonly answer: Promise<unknown> }>();

  constructor(engine: { readonly service: Browsing }, now: () => number = Date.now) {
    this.#engine = engine;
    this.#now = now;
  }

  /** The connections are others now. */
  clear(): void {
    this.#answers.clear();
  }

  catalogs(address: ConnectionAddress): Promise<readonly Named[]> {
    return this.#keep([address.id, 'catalogs'], async () => {
      const { items } = await gatherPages((after) => this.#engine.service.listCatalogs(address, after), enough);
      return items;
    });
  }

  schemas(address: ConnectionAddress, catalog: string): Promise<readonly Named[]> {
    return this.#keep([address.id, 'schemas', catalog], async () => {
      const { items } = await gatherPages((after) => this.#engine.service.listSchemas(address, catalog, after), enough);
      return items;
    });
  }

  /** @param containing asked of the server where the schema has more tables than are listed */
  async tables(
    address: ConnectionAddress,
    within: { readonly catalog: string; readonly schema: string },
    containing: string,
  ): Promise<FoundTables> {
    const key = [address.id, 'tables', within.catalog, within.schema];
    const all = await this.#keep(key, () =>
      gatherPages((after) => this.#engine.service.listTables(address, within, after), enough),
    );
    if (!all.more || containing === '') return { tables: all.items, more: all.more };
    const found = await this.#keep([...key, containing.toLowerCase()], () =>
      gatherPages((after) => this.#engine.service.searchTables(address, within, containing, after), enough),
    );
    return { tables: found.items, more: true };
  }

  describe(address: ConnectionAddress, name: SourceName): Promise<TableDetails> {
    return this.#keep([address.id, 'table', name.catalog, name.schema, name.table], () =>
      this.#engine.service.describeTable(address, name),
    );
  }

  warehouses(address: ConnectionAddress): Promise<readonly WarehouseEntry[]> {
    return this.#keep([address.id, 'warehouses'], () => this.#engine.service.listWarehouses(address));
  }

  #keep<Answer>(key: readonly string[], ask: () => Promise<Answer>): Promise<Answer> {
    const name = JSON.stringify(key);
    const kept = this.#answers.get(name);
    if (kept !== undefined && this.#now() - kept.at < keptMs) return kept.answer as Promise<Answer>;
    const answer = ask();
    this.#answers.set(name, { at: this.#now(), answer });
    answer.catch(() => {
      if (this.#answers.get(name)?.answer === answer) this.#answers.delete(name);
    });
    return answer;
  }
}
