import { NodeReader } from '../../shared/document/node-reader.ts';
import { readOutline } from '../../shared/document/outline.ts';
import { parseReplication } from '../../shared/document/parse-replication.ts';
import { readConnection } from '../../shared/document/read-connection.ts';
import type { ConnectionChoice } from '../../shared/document/replication.ts';
import type { DocumentState, PanelConnection } from '../../shared/protocol/panel-protocol.ts';

/** What surrounds the text. */
export interface DocumentPlace {
  readonly name: string;
  readonly draft: boolean;
  readonly connections: readonly PanelConnection[];
  /** The absolute path of what the document calls its file. */
  readonly resolve: (file: string) => string;
}

export function readDocumentState(text: string, { name, draft, connections, resolve }: DocumentPlace): DocumentState {
  const outline = readOutline(text);
  const parsed = parseReplication(text);
  const { file } = outline.target;
  return {
    name,
    draft,
    editable: outline.form === 'current',
    outline,
    diagnostics: parsed.ok ? parsed.warnings : parsed.diagnostics,
    ...(file === undefined ? {} : { file: resolve(file) }),
    connections,
  };
}

/** Where the tables come from, also where the rest of the document has mistakes. */
export function readConnectionChoice(text: string): ConnectionChoice | undefined {
  const reader = new NodeReader(text);
  if (reader.peek(reader.root, 'global') !== undefined) return { kind: 'environment' };
  const field = reader.peek(reader.root, 'connection');
  return field && readConnection(reader, field);
}

/** What the document asks for, comments and layout aside; undefined where it has mistakes. */
export function identifyText(text: string): string | undefined {
  const parsed = parseReplication(text);
  return parsed.ok ? JSON.stringify(parsed.replication) : undefined;
}
