import { formatDuration } from '../../shared/text/units.ts';
import { describeError } from '../errors/describe-error.ts';
import type { WarehouseView } from './warehouse-watch.ts';
import { describeSize, expectedStart, nameState, stateIcon } from './warehouse-words.ts';

export interface WarehouseText {
  /** With icons. */
  readonly text: string;
  /** One fact each: what it is called, what it is. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** A sentence below the facts. */
  readonly note?: string;
  readonly spoken: string;
  readonly failed: boolean;
}

/** The item of the status bar. */
export function renderWarehouse(view: WarehouseView, now: number): WarehouseText {
  const { connection, host, user, warehouse, error, startingSince } = view;
  const { label } = connection;
  const facts: [string, string][] = [['Connection', label]];
  if (host !== undefined && host !== label) facts.push(['Host', host]);
  if (user !== undefined) facts.push(['User', user]);
  if (error !== undefined) {
    const { text: note } = describeError(error);
    return { text: `$(warning) ${label}`, facts, note, spoken: `${label}: not reached`, failed: true };
  }
  if (view.checkedAt === undefined) {
    return { text: `$(loading~spin) ${label}`, facts, spoken: `${label}: asking`, failed: false };
  }
  if (warehouse === undefined) {
    const note = 'No SQL warehouse is chosen: browsing works without one, copying does not.';
    return {
      text: `$(vm-outline) ${label}: no warehouse`,
      facts,
      note,
      spoken: `${label}: no warehouse`,
      failed: false,
    };
  }
  const { name, state, kind } = warehouse;
  facts.push(['Warehouse', name], ['Size', describeSize(warehouse)], ['State', nameState(state)]);
  if (warehouse.autoStopMinutes) facts.push(['Stops by itself', `after ${warehouse.autoStopMinutes} idle minutes`]);
  if (state === 'STARTING') {
    const elapsed = formatDuration(now - (startingSince ?? now));
    const note = `Under way for ${elapsed}; ${expectedStart(kind)}.`;
    return {
      text: `$(${stateIcon(state)}) ${name}: starting`,
      facts,
      note,
      spoken: `${name} is starting`,
      failed: false,
    };
  }
  const note = state === 'STOPPED' ? `Starts by itself with the first run; ${expectedStart(kind)}.` : undefined;
  const text =
    state === 'RUNNING' ? `$(${stateIcon(state)}) ${name}` : `$(${stateIcon(state)}) ${name}: ${nameState(state)}`;
  return {
    text,
    facts,
    ...(note === undefined ? {} : { note }),
    spoken: `${name} is ${nameState(state)}`,
    failed: false,
  };
}
