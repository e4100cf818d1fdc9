/** What a tooltip says: a heading, a line of prose, facts, and what to beware of. */
export interface TooltipText {
  readonly heading: string;
  readonly comment?: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly warning?: string;
}
