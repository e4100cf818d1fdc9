import type { Diagnostic } from '../../shared/document/diagnostic.ts';
import { NodeReader } from '../../shared/document/node-reader.ts';
import { type DocumentOutline, readOutline } from '../../shared/document/outline.ts';
import { parseReplication } from '../../shared/document/parse-replication.ts';
import { readConnection } from '../../shared/document/read-connection.ts';
import type { ConnectionChoice } from '../../shared/document/replication.ts';

/** All that the panel wants to know of a text. */
export interface DocumentReading {
  readonly outline: DocumentOutline;
  readonly diagnostics: readonly Diagnostic[];
  /** Where the tables come from, also where the rest of the document has mistakes. */
  readonly choice: ConnectionChoice | undefined;
  /** What the document asks for, comments and layout aside; undefined where it has mistakes. */
  readonly identity: string | undefined;
}

export function readDocument(text: string): DocumentReading {
  const parsed = parseReplication(text);
  return {
    outline: readOutline(text),
    diagnostics: parsed.ok ? parsed.warnings : parsed.diagnostics,
    choice: parsed.ok ? parsed.replication.connection : readConnectionChoice(text),
    identity: parsed.ok ? JSON.stringify(parsed.replication) : undefined,
  };
}

function readConnectionChoice(text: string): ConnectionChoice | undefined {
  const reader = new NodeReader(text);
  if (reader.peek(reader.root, 'global') !== undefined) return { kind: 'environment' };
  const field = reader.peek(reader.root, 'connection');
  return field && readConnection(reader, field);
}
