import type { PanelAction, PanelEdit, PanelHost, PanelSnapshot } from '../../src/shared/protocol/panel-protocol.ts';
import type { Look } from './look.ts';
import type { Lookups } from './lookups.ts';
import type { PanelStore } from './store.ts';
import type { TableSearch } from './table-search.ts';

/** What every view of a loaded panel builds on. */
export interface PanelContext {
  readonly snapshot: PanelSnapshot;
  readonly look: Look;
  readonly host: PanelHost;
  readonly store: PanelStore;
  readonly lookups: Lookups;
  readonly search: TableSearch;
  /** What the document refuses is told at the top. @param taken - called once it is in the document */
  edit(edit: PanelEdit, taken?: () => void): void;
  perform(action: PanelAction): void;
}

/** The list with or without one of its texts. */
export function toggled(list: readonly string[], text: string, on: boolean): readonly string[] {
  const others = list.filter((one) => one !== text);
  return on ? [...others, text] : others;
}
