import type { Diagnostic } from './diagnostic.ts';
import { NodeReader } from './node-reader.ts';
import { readCurrentForm } from './read-current-form.ts';
import { isOlderForm, readOlderForm } from './read-older-form.ts';
import type { Replication } from './replication.ts';

/** All diagnostics are in order of their place. */
export type ParsedReplication =
  | { readonly ok: true; readonly replication: Replication; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Reads the text of a `*.replication.yaml`, in its current or its older form, and finds all mistakes at once. */
export function parseReplication(text: string): ParsedReplication {
  const reader = new NodeReader(text);
  const broken = reader.diagnostics.some(({ severity, code }) => severity === 'error' && code === 'syntax');
  const replication = broken ? undefined : isOlderForm(reader) ? readOlderForm(reader) : readCurrentForm(reader);
  const diagnostics = [...reader.diagnostics].sort((a, b) => a.line - b.line || a.column - b.column);
  const sound = diagnostics.every(({ severity }) => severity === 'warning');
  if (replication !== undefined && sound) return { ok: true, replication, warnings: diagnostics };
  return { ok: false, diagnostics };
}
