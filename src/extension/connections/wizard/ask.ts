import {
  Disposable,
  type InputBoxValidationMessage,
  InputBoxValidationSeverity,
  type QuickInput,
  type QuickInputButton,
  QuickInputButtons,
  type QuickPickItem,
  ThemeIcon,
  window,
} from 'vscode';
import type { Answer } from './walk.ts';

interface Question {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly placeholder?: string;
}

export interface Choice<T> extends Pick<QuickPickItem, 'label' | 'description' | 'detail' | 'alwaysShow'> {
  /** A codicon. */
  readonly icon: string;
  readonly value: T;
}

/** As VS Code takes it: an icon in the label would be read out. */
export function toPickItem<Item extends { readonly icon: string }>(
  item: Item,
): Item & { readonly iconPath: ThemeIcon } {
  return { ...item, iconPath: new ThemeIcon(item.icon) };
}

export interface ChoiceQuestion<T> extends Question {
  /** What is chosen when a person just presses Enter. */
  readonly preselect?: (value: T) => boolean;
  readonly load: () => Promise<readonly Choice<T>[]>;
  /** What is left to choose from; with it the list can be loaded again. */
  readonly onFailure?: (thrown: unknown) => readonly Choice<T>[];
}

export interface TextQuestion extends Question {
  readonly prompt: string;
  readonly value?: string;
  readonly password?: boolean;
  /** A sentence of what is wrong with it; asked while a person types, but shown as an error only when they go on. */
  readonly check?: (text: string) => string | undefined;
}

const reload: QuickInputButton = { iconPath: new ThemeIcon('refresh'), tooltip: 'Load again' };

/** One of a list, which may take a while to come. */
export async function askChoice<T>(question: ChoiceQuestion<T>): Promise<Answer<T>> {
  const pick = window.createQuickPick<Choice<T> & QuickPickItem>();
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  dress(pick, question, question.onFailure === undefined ? [] : [reload]);
  pick.placeholder = question.placeholder ?? '';
  const fill = async (): Promise<void> => {
    pick.busy = true;
    try {
      pick.items = (await question.load()).map(toPickItem);
    } catch (thrown) {
      pick.items = (question.onFailure?.(thrown) ?? []).map(toPickItem);
    }
    pick.busy = false;
    const { preselect } = question;
    const preselected = pick.items.find(({ value }) => preselect?.(value) === true);
    if (preselected !== undefined) pick.activeItems = [preselected];
  };
  void fill();
  try {
    return await new Promise<Answer<T>>((resolve) => {
      const subscriptions = Disposable.from(
        pick.onDidTriggerButton((button) => (button === reload ? void fill() : resolve('back'))),
        pick.onDidAccept(() => {
          const value = pick.selectedItems[0]?.value;
          if (value !== undefined) resolve({ value });
        }),
        pick.onDidHide(() => {
          subscriptions.dispose();
          resolve('cancelled');
        }),
      );
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

/** A line of text. */
export async function askText(question: TextQuestion): Promise<Answer<string>> {
  const box = window.createInputBox();
  dress(box, question, []);
  box.prompt = question.prompt;
  box.placeholder = question.placeholder ?? '';
  box.value = question.value ?? '';
  box.password = question.password ?? false;
  const problemOf = (text: string): string | undefined => question.check?.(text);
  try {
    return await new Promise<Answer<string>>((resolve) => {
      const subscriptions = Disposable.from(
        box.onDidTriggerButton(() => resolve('back')),
        box.onDidChangeValue((text) => {
          const problem = text === '' ? undefined : problemOf(text);
          box.validationMessage = problem === undefined ? undefined : hint(problem);
        }),
        box.onDidAccept(() => {
          const problem = problemOf(box.value);
          if (problem === undefined) resolve({ value: box.value });
          else box.validationMessage = problem;
        }),
        box.onDidHide(() => {
          subscriptions.dispose();
          resolve('cancelled');
        }),
      );
      box.show();
    });
  } finally {
    box.dispose();
  }
}

function hint(message: string): InputBoxValidationMessage {
  return { message, severity: InputBoxValidationSeverity.Info };
}

/** A person may look something up in the meantime: the box stays open. */
function dress(
  input: QuickInput & { buttons: readonly QuickInputButton[] },
  { title, step, totalSteps }: Question,
  buttons: readonly QuickInputButton[],
): void {
  input.title = title;
  if (totalSteps > 1) Object.assign(input, { step, totalSteps });
  input.ignoreFocusOut = true;
  input.buttons = step > 1 ? [QuickInputButtons.Back, ...buttons] : buttons;
}
