import { isMap, parseDocument } from 'yaml';
import { applyEdit, type DocumentPath, renameKey } from '../../shared/document/edit.ts';
import { nodeAt } from '../../shared/document/find-node.ts';
import { readDefault } from '../../shared/document/written-default.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { PanelEdit } from '../../shared/protocol/panel-protocol.ts';
import { setOrRemove } from './set-or-remove.ts';

export type TransformEdit = Extract<
  PanelEdit,
  { readonly kind: 'transformColumn' | 'plainColumn' | 'derive' | 'transformFilter' | 'dropDuplicates' }
>;

/**
 * The document after an edit of the transform at a path.
 * @throws ReplicatorError `usage.invalid` for a name that is taken
 */
export function applyTransformEdit(text: string, path: DocumentPath, edit: TransformEdit): string {
  switch (edit.kind) {
    case 'transformColumn': {
      const value = edit.value !== null && edit.key === 'default' ? readDefault(edit.value) : edit.value;
      return setOrRemove(text, [...path, 'columns', edit.column, edit.key], value);
    }
    case 'plainColumn':
      return setOrRemove(text, [...path, 'columns', edit.column], null);
    case 'derive':
      return applyDerive(text, [...path, 'derive'], edit);
    case 'transformFilter':
      return setOrRemove(text, [...path, 'filter'], edit.value);
    case 'dropDuplicates':
      return applyDuplicates(text, [...path, 'dropDuplicates'], edit);
  }
}

function applyDerive(
  text: string,
  path: DocumentPath,
  { name, to }: Extract<TransformEdit, { readonly kind: 'derive' }>,
): string {
  if (to === null) return name === null ? text : setOrRemove(text, [...path, name], null);
  if (to.name !== name && nodeAt(parseDocument(text), [...path, to.name]) !== undefined) {
    throw new ReplicatorError('usage.invalid', `There is already a derived column ${to.name}.`);
  }
  const named = name === null ? text : applyEdit(text, renameKey(text, [...path, name], to.name));
  return setOrRemove(named, [...path, to.name], to.expression);
}

/** A list stays a list, and a mapping a mapping, while they can say what is meant. */
function applyDuplicates(
  text: string,
  path: DocumentPath,
  { by, orderBy }: Extract<TransformEdit, { readonly kind: 'dropDuplicates' }>,
): string {
  if (by.length === 0) return setOrRemove(text, path, null);
  const isMapping = isMap(nodeAt(parseDocument(text), path));
  if (!isMapping) return setOrRemove(text, path, orderBy === null ? by : { by, orderBy });
  return setOrRemove(setOrRemove(text, [...path, 'by'], by), [...path, 'orderBy'], orderBy);
}
