import { targetLabel } from '../names.ts';
import type { NodeReader } from './node-reader.ts';
import type { PlacedRequest } from './read-tables.ts';
import { exactName, patternLabel } from './source-pattern.ts';
import { fillTemplate } from './target-template.ts';

/** Reports entries with the same source, and entries that were given the same target by name. */
export function reportClashes(reader: NodeReader, requests: readonly PlacedRequest[]): void {
  const sources = new Map<string, PlacedRequest>();
  const targets = new Map<string, PlacedRequest>();
  for (const placed of requests) {
    const source = patternLabel(placed.request.source);
    const same = remember(sources, source, placed);
    if (same !== undefined) {
      reader.report(placed.place, 'duplicate', {
        message: `${source} is already in line ${reader.lineOf(same.place)}`,
        expected: 'one entry per table or pattern',
      });
      continue;
    }
    const name = exactName(placed.request.source);
    const template = placed.request.target.schema + placed.request.target.table;
    if (name === undefined || !placed.request.enabled || template.includes('{')) continue;
    const target = targetLabel(fillTemplate(placed.request.target, name));
    const rival = remember(targets, target, placed);
    if (rival === undefined) continue;
    reader.report(placed.place, 'duplicate', {
      message: `${source} goes to ${target}, where ${patternLabel(rival.request.source)} in line ${reader.lineOf(rival.place)} goes too`,
      expected: 'another target for one of them',
    });
  }
}

function remember(seen: Map<string, PlacedRequest>, key: string, placed: PlacedRequest): PlacedRequest | undefined {
  const before = seen.get(key.toLowerCase());
  if (before === undefined) seen.set(key.toLowerCase(), placed);
  return before;
}
