import { Range } from 'vscode';
import type { Diagnostic } from '../../shared/document/diagnostic.ts';

/** What the problems of this extension are marked with. */
export const diagnosticSource = 'Replicator';

/** Lines and columns count from 0 here. */
export function toRange({ line, column, endLine, endColumn }: Diagnostic): Range {
  return new Range(line - 1, column - 1, endLine - 1, endColumn - 1);
}
