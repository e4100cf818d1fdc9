import { readFile } from 'node:fs/promises';
import { chooseRequest } from '../shared/document/choose-request.ts';
import type { Diagnostic } from '../shared/document/diagnostic.ts';
import { parseReplication } from '../shared/document/parse-replication.ts';
import type { LevelChoice, Replication, TableRequest } from '../shared/document/replication.ts';
import { ReplicatorError } from '../shared/errors.ts';
import { type SourceName, sourceLabel } from '../shared/names.ts';

export type ReadDocument =
  | {
      readonly ok: true;
      readonly text: string;
      readonly replication: Replication;
      readonly warnings: readonly Diagnostic[];
    }
  | { readonly ok: false; readonly text: string; readonly diagnostics: readonly Diagnostic[] };

/** @throws ReplicatorError `usage.invalid` where there is no such file */
export async function readDocument(file: string): Promise<ReadDocument> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new ReplicatorError('usage.invalid', `The document ${file} cannot be read: is it there?`, { cause });
  });
  return { text, ...parseReplication(text) };
}

/**
 * The document as the options narrow it.
 * @throws ReplicatorError `usage.invalid` for a table that it does not speak of
 */
export function narrowReplication(
  replication: Replication,
  only: readonly SourceName[],
  level: LevelChoice | undefined,
): Replication {
  const tables = only.length === 0 ? replication.tables : only.map((name) => exactRequest(replication, name));
  return { ...replication, tables: level === undefined ? tables : tables.map((table) => ({ ...table, level })) };
}

function exactRequest(replication: Replication, name: SourceName): TableRequest {
  const request = chooseRequest(replication, name);
  if (request === undefined) {
    throw new ReplicatorError('usage.invalid', `The document has no enabled entry for ${sourceLabel(name)}.`);
  }
  const part = (text: string): { readonly text: string; readonly wild: false } => ({ text, wild: false });
  return { ...request, source: { catalog: part(name.catalog), schema: part(name.schema), table: part(name.table) } };
}
