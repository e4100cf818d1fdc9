import { type TextDocument, window } from 'vscode';
import type { FoundName, NameLanguage } from './find-names.ts';

const languages: Readonly<Record<string, NameLanguage>> = {
  python: 'python',
  scala: 'scala',
  r: 'r',
};

/** Every other language of the menu is a kind of SQL. */
function languageOf({ languageId }: TextDocument): NameLanguage {
  return languages[languageId] ?? 'sql';
}

/** What the active text editor names under its cursors or in its selections; undefined without an editor. */
export async function namesInEditor(): Promise<readonly FoundName[] | undefined> {
  const editor = window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { findNames } = await import('./find-names.ts');
  const { document, selections } = editor;
  const text = document.getText();
  const found = selections.flatMap((selection) =>
    findNames(text, languageOf(document), {
      start: document.offsetAt(selection.start),
      end: document.offsetAt(selection.end),
    }),
  );
  return found.filter((name, index) => found.findIndex(({ start }) => start === name.start) === index);
}
