import path from 'node:path';
import { type SourceName, sourceLabel, type TargetName, targetLabel } from '../../shared/names.ts';
import type { PreviewState } from '../../shared/protocol/preview-protocol.ts';

/** What a preview is of. */
export type PreviewSubject =
  | { readonly kind: 'source'; readonly connectionId: string; readonly name: SourceName; readonly place: string }
  | { readonly kind: 'local'; readonly file: string; readonly name: TargetName }
  | { readonly kind: 'query'; readonly file: string; readonly sql: string };

/** The same for the same thing: one panel each. */
export function subjectKey(subject: PreviewSubject): string {
  switch (subject.kind) {
    case 'source':
      return JSON.stringify([subject.kind, subject.connectionId, sourceLabel(subject.name)]);
    case 'local':
      return JSON.stringify([subject.kind, subject.file, targetLabel(subject.name)]);
    case 'query':
      return JSON.stringify([subject.kind, subject.file]);
  }
}

/** The title of the tab. */
export function tabTitle(subject: PreviewSubject): string {
  switch (subject.kind) {
    case 'source':
      return subject.name.table;
    case 'local':
      return `${subject.name.table} (DuckDB)`;
    case 'query':
      return `Query ${path.basename(subject.file)}`;
  }
}

export function headingOf(subject: PreviewSubject): Pick<PreviewState, 'kind' | 'title' | 'place'> {
  switch (subject.kind) {
    case 'source':
      return { kind: 'source', title: sourceLabel(subject.name), place: subject.place };
    case 'local':
      return { kind: 'local', title: targetLabel(subject.name), place: subject.file };
    case 'query':
      return { kind: 'query', title: path.basename(subject.file), place: path.dirname(subject.file) };
  }
}
