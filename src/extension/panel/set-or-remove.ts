import { applyEdit, type DocumentPath, removeEntry, setValue, type Value } from '../../shared/document/edit.ts';

/** The document with the value at the path; without anything there for null. */
export function setOrRemove(text: string, path: DocumentPath, value: Value | null): string {
  return applyEdit(text, value === null ? removeEntry(text, path) : setValue(text, path, value));
}
