import type { Diagnostic } from '../../shared/document/diagnostic.ts';
import { parseReplication } from '../../shared/document/parse-replication.ts';

/** Every mistake in a document, warnings too, in order of their place. */
export function readDiagnostics(text: string): readonly Diagnostic[] {
  const parsed = parseReplication(text);
  return parsed.ok ? parsed.warnings : parsed.diagnostics;
}
