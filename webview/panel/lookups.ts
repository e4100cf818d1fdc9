import type { TableDetails } from '../../src/shared/catalog-entries.ts';
import { toErrorData } from '../../src/shared/errors.ts';
import { type SourceName, sourceLabel } from '../../src/shared/names.ts';
import type { TablePlan } from '../../src/shared/plan.ts';
import type { PanelHost } from '../../src/shared/protocol/panel-protocol.ts';
import type { Loadable } from './loadable.ts';

/** What a closer look needs, asked for once and kept while it holds. */
export class Lookups {
  readonly #host: PanelHost;
  readonly #changed: () => void;
  readonly #details = new Map<string, Loadable<TableDetails>>();
  readonly #checks = new Map<string, Loadable<true>>();
  readonly #planned = new Map<string, Loadable<TablePlan>>();

  constructor(host: PanelHost, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
  }

  details(name: SourceName): Loadable<TableDetails> {
    return this.#load(this.#details, sourceLabel(name), () => this.#host.describeTable(name));
  }

  /** Of another connection everything is another. */
  forgetSource(): void {
    this.#details.clear();
    this.#checks.clear();
  }

  retryDetails(name: SourceName): void {
    this.#details.delete(sourceLabel(name));
    this.#changed();
  }

  filterCheck(name: SourceName, where: string): Loadable<true> | undefined {
    return this.#checks.get(`${sourceLabel(name)} ${where}`);
  }

  checkFilter(name: SourceName, where: string): void {
    const key = `${sourceLabel(name)} ${where}`;
    if (this.#checks.get(key)?.state === 'loading') return;
    this.#checks.delete(key);
    this.#load(this.#checks, key, () => this.#host.checkFilter(name, where).then(() => true as const));
    this.#changed();
  }

  /** @param plan - when the plan was made: another plan has other tables */
  planned(plan: string, index: number): Loadable<TablePlan> {
    return this.#load(this.#planned, `${plan} ${index}`, () => this.#host.plannedTable(index));
  }

  #load<T>(map: Map<string, Loadable<T>>, key: string, ask: () => Promise<T>): Loadable<T> {
    const known = map.get(key);
    if (known !== undefined) return known;
    const loading: Loadable<T> = { state: 'loading' };
    map.set(key, loading);
    const end = (outcome: Loadable<T>): void => {
      if (map.get(key) !== loading) return;
      map.set(key, outcome);
      this.#changed();
    };
    ask().then(
      (value) => end({ state: 'ready', value }),
      (thrown: unknown) => end({ state: 'failed', error: toErrorData(thrown) }),
    );
    return loading;
  }
}
