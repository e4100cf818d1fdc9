import { Draft } from './draft.ts';
import type { Relations, Statement } from './statement.ts';
import { translateTokens } from './translate-tokens.ts';

/** Turns tokens of a Databricks query or expression into SQL for DuckDB. */
export class Translation {
  private readonly draft: Draft;

  constructor(statement: Statement, relations: Relations) {
    this.draft = new Draft(statement, relations, translateTokens);
  }

  /** No function with another value each time was met. */
  get deterministic(): boolean {
    return this.draft.deterministic;
  }

  /** Tokens `from` up to `to` (exclusive). */
  translate(
    from: number,
    to: number,
    start: { readonly table?: boolean; readonly assigns?: boolean } = {},
  ): Promise<string> {
    const expectTable = start.table === true;
    return translateTokens(this.draft, from, to, {
      expectTable,
      assigns: start.assigns === true ? 'target' : undefined,
    });
  }
}
