import { CodeLens, Range, type TextDocument } from 'vscode';
import type { CommandId } from '../commands.ts';

const lenses: readonly { readonly title: string; readonly command: CommandId; readonly tooltip: string }[] = [
  { title: '$(play) Run', command: 'replicator.replicate.document', tooltip: 'Replicate the tables of this document' },
  {
    title: 'Plan',
    command: 'replicator.replicate.plan',
    tooltip: 'Show what a run would do, and why; nothing is written',
  },
  { title: 'Verify', command: 'replicator.replicate.verify', tooltip: 'Compare the copies with their sources' },
  { title: 'Open panel', command: 'replicator.panel.open', tooltip: 'Edit and run this document in a panel' },
];

export function provideCodeLenses(document: TextDocument): CodeLens[] {
  const line = firstLine(document);
  return lenses.map(
    ({ title, command, tooltip }) =>
      new CodeLens(new Range(line, 0, line, 0), { title, command, tooltip, arguments: [document.uri] }),
  );
}

/** Below the comments that a document may begin with. */
function firstLine(document: TextDocument): number {
  const lines = document.getText().split('\n');
  const first = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('#'));
  return Math.max(0, first);
}
