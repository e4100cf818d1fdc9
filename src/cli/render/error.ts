import { actions, type ErrorData, everyError } from '../../shared/errors.ts';
import { marked } from './block.ts';
import type { Style } from './style.ts';
import { oneLine } from './text.ts';

/** What happened, where, and what to do next; what is to be done about several is said once. */
export function renderError(error: ErrorData, style: Style, indent = 0): readonly string[] {
  const all = everyError(error);
  return all.flatMap((one, i) => [
    ...renderOne(one, style, indent),
    ...(all[i + 1]?.code === one.code
      ? []
      : marked('→', `${actions[one.code]} (${one.code})`, style, style.accent, indent)),
  ]);
}

function renderOne(error: ErrorData, style: Style, indent: number): readonly string[] {
  const { table, column } = error.subject;
  const place = [table, column === undefined ? undefined : `column ${column}`]
    .filter((part) => part !== undefined)
    .map(oneLine);
  return [
    ...(place.length === 0 ? [] : marked('✘', place.join(', '), style, style.bad, indent)),
    ...marked(place.length === 0 ? '✘' : ' ', oneLine(error.message), style, style.bad, indent),
  ];
}
