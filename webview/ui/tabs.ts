import { html, nothing, type TemplateResult } from 'lit';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
}

export interface TabsOptions<Id extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly active: Id;
  /** What the active tab shows. */
  readonly content: TemplateResult;
  readonly onChange: (id: Id) => void;
}

export function tabs<Id extends string>({
  label,
  tabs: list,
  active,
  content,
  onChange,
}: TabsOptions<Id>): TemplateResult {
  const change = (event: Event): void => {
    const { activeid } = event.target as HTMLElement & { readonly activeid: string };
    const chosen = list.find(({ id }) => `tab-${id}` === activeid);
    if (chosen !== undefined && chosen.id !== active) onChange(chosen.id);
  };
  return html`<vscode-panels aria-label=${label} .activeid=${`tab-${active}`} @change=${change}>
    ${list.map((tab) => html`<vscode-panel-tab id="tab-${tab.id}">${tab.label}</vscode-panel-tab>`)}
    ${list.map((tab) => html`<vscode-panel-view id="view-${tab.id}">${tab.id === active ? content : nothing}</vscode-panel-view>`)}
  </vscode-panels>`;
}
