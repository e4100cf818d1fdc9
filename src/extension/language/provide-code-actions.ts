import { CodeAction, CodeActionKind, type Diagnostic, Range, type TextDocument, WorkspaceEdit } from 'vscode';
import type { CommandId } from '../commands.ts';
import { findFixes } from './find-fixes.ts';
import { readDiagnostics } from './read-diagnostics.ts';
import { diagnosticSource, toRange } from './to-range.ts';

const signIn: CommandId = 'replicator.connections.add';

export function provideCodeActions(
  document: TextDocument,
  range: Range,
  shown: readonly Diagnostic[],
): readonly CodeAction[] {
  const text = document.getText();
  return readDiagnostics(text).flatMap((diagnostic) => {
    const place = toRange(diagnostic);
    if (range.intersection(place) === undefined) return [];
    const mended = shown.filter((one) => one.source === diagnosticSource && one.range.isEqual(place));
    return findFixes(text, diagnostic, document.offsetAt(place.start)).map((fix) => {
      const action = new CodeAction(fix.title, CodeActionKind.QuickFix);
      action.edit = new WorkspaceEdit();
      const changed = new Range(document.positionAt(fix.edit.start), document.positionAt(fix.edit.end));
      action.edit.replace(document.uri, changed, fix.edit.text);
      action.diagnostics = mended;
      action.isPreferred = fix.preferred;
      if (fix.signIn) action.command = { title: 'Add Connection', command: signIn };
      return action;
    });
  });
}
