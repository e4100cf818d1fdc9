import { html, nothing, type TemplateResult } from 'lit';

export interface TextFieldOptions {
  readonly id: string;
  readonly label: string;
  /** The label is for screen readers only. */
  readonly quiet?: boolean;
  readonly value: string;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly hint?: string | TemplateResult | undefined;
  readonly invalid?: boolean;
  /** A button or the like on the same line. */
  readonly beside?: TemplateResult | undefined;
  /** At the end of typing, by Enter or by leaving; Escape takes the typing back. */
  readonly onCommit: (value: string) => void;
}

/** One line, or as many as the value has: a field of one line would join them without a space between. */
export function textField(options: TextFieldOptions): TemplateResult {
  const { beside } = options;
  const several = lineCount(options.value) > 1;
  const hint = options.hint ?? (several && options.disabled !== true ? areaHint : undefined);
  return html`<div class="field">
    <div class="field-line">${several ? areaOf(options) : lineOf(options)}${beside ?? nothing}</div>
    ${hint === undefined ? nothing : html`<div class="hint">${hint}</div>`}
  </div>`;
}

/** What is typed without spaces around it, null for nothing. A text of several lines keeps the break that it ends with. */
export function orNull(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  return text.includes('\n') && typed.endsWith('\n') ? `${text}\n` : text;
}

// The elements are named by their text, whatever else they are told.
function lineOf({ id, label, value, placeholder, disabled, onCommit, ...look }: TextFieldOptions): TemplateResult {
  const shown = withoutLastBreak(value);
  const change = ({ target }: Event): void => {
    const typed = (target as HTMLInputElement).value;
    if (typed !== shown) onCommit(typed);
  };
  const keydown = ({ key, currentTarget }: KeyboardEvent): void => {
    if (key === 'Escape') (currentTarget as HTMLInputElement).value = shown;
  };
  return html`<vscode-text-field id=${id} class=${classesOf(look)} placeholder=${placeholder ?? nothing}
    ?disabled=${disabled ?? false} .value=${shown} @change=${change} @keydown=${keydown}>${label}</vscode-text-field>`;
}

function areaOf({ id, label, value, disabled, onCommit, ...look }: TextFieldOptions): TemplateResult {
  const commit = (area: HTMLTextAreaElement): void => {
    if (area.value !== value) onCommit(area.value);
  };
  const keydown = (event: KeyboardEvent): void => {
    const area = event.currentTarget as HTMLTextAreaElement;
    if (event.key === 'Escape') area.value = value;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) commit(area);
  };
  return html`<vscode-text-area id=${id} class=${classesOf(look)} rows=${Math.min(value.split('\n').length, mostRows)} resize="vertical"
    ?disabled=${disabled ?? false} .value=${value} @change=${({ target }: Event) => commit(target as HTMLTextAreaElement)}
    @keydown=${keydown}>${label}</vscode-text-area>`;
}

const mostRows = 12;
const areaHint = 'Taken over on leaving, or by Ctrl+Enter.';

function lineCount(value: string): number {
  return withoutLastBreak(value).split('\n').length;
}

function withoutLastBreak(value: string): string {
  return value.replace(/\n+$/, '');
}

function classesOf({ quiet, invalid }: Pick<TextFieldOptions, 'quiet' | 'invalid'>): string {
  return [quiet ? 'quiet' : '', invalid ? 'invalid' : ''].join(' ');
}

/** What stands in the field of this id, committed or not. */
export function typedText(id: string): string {
  const field = document.getElementById(id);
  return field !== null && 'value' in field ? String(field.value) : '';
}

/** Puts a text in the place of what is typed in the field of this id and not committed. */
export function setText(id: string, text: string): void {
  const field = document.getElementById(id);
  if (field !== null && 'value' in field) field.value = text;
}
