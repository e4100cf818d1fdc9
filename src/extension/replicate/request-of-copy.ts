import type { TableRequest } from '../../shared/document/replication.ts';
import { isExact, matchesPattern, type SourcePattern } from '../../shared/document/source-pattern.ts';
import { fillTemplate } from '../../shared/document/target-template.ts';
import { type SourceName, type TargetName, targetLabel } from '../../shared/names.ts';

/** The entry that makes this copy of this table, narrowed to the two; undefined where a document has none. */
export function requestOfCopy(
  tables: readonly TableRequest[],
  source: SourceName,
  target: TargetName,
): TableRequest | undefined {
  const makes = (entry: TableRequest): boolean =>
    entry.enabled &&
    matchesPattern(entry.source, source) &&
    targetLabel(fillTemplate(entry.target, source)) === targetLabel(target);
  const found = tables.filter(makes).toSorted((a, b) => Number(isExact(b.source)) - Number(isExact(a.source)))[0];
  return found && { ...found, source: exactly(source), target };
}

export function exactly({ catalog, schema, table }: SourceName): SourcePattern {
  const part = (text: string) => ({ text, wild: false });
  return { catalog: part(catalog), schema: part(schema), table: part(table) };
}
