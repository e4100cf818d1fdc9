import { window } from 'vscode';

/** How long the typing has to rest before the server is asked. */
const restMs = 250;

/**
 * Asks for a filter, and tells every state of it as it is typed.
 * @param tell - the filter, empty for none; the one from before when a person thinks better of it
 */
export function showFilterBox(of: string, before: string, tell: (text: string) => void): void {
  const box = window.createInputBox();
  let rest: NodeJS.Timeout | undefined;
  let accepted = false;
  box.title = `Filter ${of}`;
  box.prompt = 'Part of a table’s name; Escape brings back what was shown before';
  box.placeholder = 'Part of a name';
  box.value = before;
  box.onDidChangeValue((text) => {
    clearTimeout(rest);
    rest = setTimeout(() => tell(text.trim()), restMs);
  });
  box.onDidAccept(() => {
    accepted = true;
    box.hide();
  });
  box.onDidHide(() => {
    clearTimeout(rest);
    tell(accepted ? box.value.trim() : before);
    box.dispose();
  });
  box.show();
}
