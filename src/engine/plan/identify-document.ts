import { createHash } from 'node:crypto';
import type { Replication } from '../../shared/document/replication.ts';

/** Two documents that ask for the same tables in the same way have the same identity; limits may differ. */
export function identifyDocument({ target, tables, exclude, only }: Replication): string {
  return createHash('sha256')
    .update(JSON.stringify([target, tables, exclude, only ?? null]))
    .digest('hex')
    .slice(0, 16);
}
