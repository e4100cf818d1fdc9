import { readFile } from 'node:fs/promises';
import { chooseRequest } from '../shared/document/choose-request.ts';
import type { Diagnostic } from '../shared/document/diagnostic.ts';
import { parseReplication } from '../shared/document/parse-replication.ts';
import { spoolChoiceFor } from '../shared/document/read-spool-choice.ts';
import type { LevelChoice, Replication, TableRequest } from '../shared/document/replication.ts';
import { exactName, narrowPattern, patternLabel, type SourcePattern } from '../shared/document/source-pattern.ts';
import { suggest } from '../shared/document/suggest.ts';
import { ReplicatorError } from '../shared/errors.ts';

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
 * @throws ReplicatorError `usage.invalid` for tables that it does not speak of
 */
export function narrowReplication(
  replication: Replication,
  only: readonly SourcePattern[],
  level: LevelChoice | undefined,
): Replication {
  const tables = only.length === 0 ? replication.tables : only.flatMap((wanted) => requestsFor(replication, wanted));
  return {
    ...replication,
    tables: level === undefined ? tables : tables.map((table) => atLevel(table, level)),
    ...(only.length === 0 ? {} : { only }),
  };
}

/** What is said for another level is not meant then. */
function atLevel({ keepSpool, volume, ...table }: TableRequest, level: LevelChoice): TableRequest {
  return { ...table, level, ...spoolChoiceFor(level, { ...(keepSpool && { keepSpool }), ...(volume && { volume }) }) };
}

function requestsFor(replication: Replication, wanted: SourcePattern): readonly TableRequest[] {
  const requests = replication.tables.flatMap((request) => {
    const source = narrowPattern(request.source, wanted);
    return source === undefined ? [] : [{ ...request, source }];
  });
  const name = exactName(wanted);
  const spokenOf = name === undefined ? requests.length > 0 : chooseRequest(replication, name) !== undefined;
  if (spokenOf) return requests;
  const label = patternLabel(wanted);
  const meant = suggest(
    label,
    replication.tables.filter((request) => request.enabled).map((request) => patternLabel(request.source)),
  );
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  throw new ReplicatorError('usage.invalid', `The document has no enabled entry for ${label}.${hint}`);
}
