import { addTable, applyEdit, removeEntry, type ScalarValue, setValue } from '../../shared/document/edit.ts';
import { type LimitKey, readOutline } from '../../shared/document/outline.ts';
import type { ConnectionChoice } from '../../shared/document/replication.ts';
import { writtenConnection } from '../../shared/document/written-connection.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { EntryPlace, PanelEdit } from '../../shared/protocol/panel-protocol.ts';
import { applyTransformEdit } from './apply-transform-edit.ts';
import { setOrRemove } from './set-or-remove.ts';

type DocumentEdit = Exclude<PanelEdit, { readonly kind: 'connection' }>;

/**
 * The document after the edit; everything that it does not speak of stays as it is, comments included.
 * @throws ReplicatorError `usage.invalid` where the entry is not where it was
 */
export function applyPanelEdit(text: string, edit: DocumentEdit): string {
  switch (edit.kind) {
    case 'target':
      return applyTarget(text, edit.key, edit.value);
    case 'default':
      return setOrRemove(text, ['defaults', edit.key], edit.value);
    case 'limit':
      return setOrRemove(text, ['limits', edit.key], limitValue(edit.key, edit.value));
    case 'addTables': {
      const known = new Set(readOutline(text).tables.map(({ source }) => source.toLowerCase()));
      const added = edit.sources.filter((source) => !known.has(source.toLowerCase()));
      return added.reduce((before, source) => applyEdit(before, addTable(before, source)), text);
    }
    case 'removeTable':
      return applyEdit(text, removeEntry(text, entryPath(text, edit.entry)));
    case 'table':
      return setOrRemove(text, [...entryPath(text, edit.entry), edit.key], edit.value);
    case 'enable':
      return setOrRemove(text, [...entryPath(text, edit.entry), 'enabled'], edit.enabled ? null : false);
    case 'columns': {
      const path = entryPath(text, edit.entry);
      const kept = setOrRemove(text, [...path, 'columns'], edit.columns);
      return setOrRemove(kept, [...path, 'exclude'], edit.exclude.length === 0 ? null : edit.exclude);
    }
    case 'keepSpool':
      return setOrRemove(
        text,
        edit.entry === null ? ['defaults', 'keepSpool'] : [...entryPath(text, edit.entry), 'keepSpool'],
        edit.keep,
      );
    case 'withoutVolume':
      return setOrRemove(text, [...entryPath(text, edit.entry), 'volume'], edit.without ? false : null);
    case 'transformColumn':
    case 'plainColumn':
    case 'derive':
    case 'transformFilter':
    case 'dropDuplicates':
      return applyTransformEdit(text, [...entryPath(text, edit.entry), 'transform'], edit);
    case 'exclude':
      return setOrRemove(text, ['exclude'], edit.patterns.length === 0 ? null : edit.patterns);
  }
}

/** The document with another connection. @throws ReplicatorError `usage.invalid` for the environment */
export function applyConnection(text: string, choice: ConnectionChoice): string {
  return applyEdit(text, setValue(text, ['connection'], writtenConnection(choice)));
}

function applyTarget(text: string, key: 'file' | 'schema' | 'table', value: string | null): string {
  const { target } = readOutline(text);
  const entries = Object.entries({ ...target, [key]: value }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  const next: Readonly<Record<string, string>> = Object.fromEntries(entries);
  const plain = next.schema === undefined && next.table === undefined && next.file !== undefined;
  const nested = target.schema !== undefined || target.table !== undefined;
  if (nested && !plain) return setOrRemove(text, ['target', key], value);
  return applyEdit(text, setValue(text, ['target'], plain ? (next.file ?? '') : next));
}

function limitValue(key: LimitKey, value: string | null): ScalarValue | null {
  const counts: readonly LimitKey[] = ['tables', 'downloads', 'threads', 'batch'];
  return value !== null && counts.includes(key) && /^\d+$/.test(value) ? Number(value) : value;
}

function entryPath(text: string, { index, source }: EntryPlace): readonly ['tables', number] {
  if (readOutline(text).tables[index]?.source === source) return ['tables', index];
  throw new ReplicatorError('usage.invalid', `The entry ${source} is not where it was: the document has changed.`);
}
