import type { TableDetails } from '../../shared/catalog-entries.ts';
import type { Freshness, TableOrigin } from '../../shared/local-file.ts';

type Judgement = Pick<Freshness, 'state' | 'reason'>;

/** How a copy stands to what the catalog says of its source. */
export function judgeFreshness(
  copy: Pick<TableOrigin, 'version' | 'begunAt'>,
  source: Pick<TableDetails, 'version' | 'updatedAt' | 'properties'>,
): Judgement {
  if (source.version !== undefined && copy.version !== undefined) return byVersion(copy.version, source.version);
  const committed = Number(source.properties['delta.lastCommitTimestamp']);
  if (Number.isSafeInteger(committed) && committed > 0) {
    const at = new Date(committed).toISOString();
    return at > copy.begunAt
      ? { state: 'behind', reason: `The source was changed at ${forPeople(at)}, after the copy was begun.` }
      : { state: 'fresh', reason: 'The source has not been changed since the copy was begun.' };
  }
  if (source.updatedAt !== undefined && source.updatedAt > copy.begunAt) {
    return {
      state: 'behind',
      reason: `The source was altered at ${forPeople(source.updatedAt)}, after the copy was begun.`,
    };
  }
  return { state: 'unknown', reason: 'The catalog does not say when rows of the source were last changed.' };
}

function byVersion(copy: number, source: number): Judgement {
  if (source === copy) return { state: 'fresh', reason: `Source and copy are at version ${copy}.` };
  const both = `The source is at version ${source}, the copy at ${copy}`;
  return { state: 'behind', reason: source > copy ? `${both}.` : `${both}: the source was made anew.` };
}

function forPeople(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}
