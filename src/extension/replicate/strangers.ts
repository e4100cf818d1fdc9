import { applyEdit, setScalar } from '../../shared/document/edit.ts';
import type { Replication } from '../../shared/document/replication.ts';
import { exactName } from '../../shared/document/source-pattern.ts';
import { fillTemplate } from '../../shared/document/target-template.ts';
import type { LocalFile } from '../../shared/local-file.ts';
import { type SourceName, sourceLabel, type TargetName, targetLabel } from '../../shared/names.ts';
import { nameOf } from './draft.ts';

/** A table in the way of a copy: no replication has made it. */
export interface Stranger {
  /** Of the entry of `tables` that asks for the copy. */
  readonly index: number;
  readonly source: SourceName;
  readonly target: TargetName;
  readonly kind: 'table' | 'view';
  /** A name for the copy that is free. */
  readonly free: TargetName;
}

/** Which tables that the document names one by one would meet a table or view that came from elsewhere. */
export function findStrangers(replication: Replication, { tables }: LocalFile): readonly Stranger[] {
  const taken = new Set(tables.map(({ name }) => keyOf(name)));
  return replication.tables.flatMap(({ source: pattern, target: template, enabled }, index) => {
    const source = exactName(pattern);
    if (source === undefined || !enabled) return [];
    const target = fillTemplate(template, source);
    const there = tables.find(({ name }) => keyOf(name) === keyOf(target));
    if (there === undefined || there.origin !== undefined) return [];
    return [{ index, source, target: there.name, kind: there.kind, free: freeName(source, target, taken) }];
  });
}

function freeName(source: SourceName, target: TargetName, taken: ReadonlySet<string>): TargetName {
  const wide = { schema: `${source.catalog}_${source.schema}`, table: target.table };
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wide : { ...wide, table: `${target.table}_${number}` };
    if (!taken.has(keyOf(name))) return name;
  }
}

function keyOf(name: TargetName): string {
  return targetLabel(name).toLowerCase();
}

/** The document with its copies beside the strangers; what else their entries say stays. */
export function goBeside(text: string, strangers: readonly Stranger[]): string {
  return strangers.reduce(
    (changed, { index, free }) => applyEdit(changed, setScalar(changed, ['tables', index, 'target'], nameOf(free))),
    text,
  );
}

/** The question before such a table is touched. */
export function strangerQuestion(strangers: readonly Stranger[], file: string): { message: string; detail: string } {
  const [first, ...others] = strangers;
  const names = strangers.map(({ target }) => targetLabel(target)).join(', ');
  const message =
    first !== undefined && others.length === 0
      ? `${file} has a ${first.kind} ${targetLabel(first.target)} already, which was not copied from ${sourceLabel(first.source)}.`
      : `${file} has ${names} already, which were not copied from Databricks.`;
  const free = strangers.map((one) => targetLabel(one.free)).join(', ');
  return {
    message,
    detail: `The copy can go beside it, as ${free}. Or what is there is dropped first; that cannot be undone.`,
  };
}
