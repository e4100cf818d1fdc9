import type { TransformedColumn } from '../plan.ts';

/** Nothing is done to the column, and its name is the one of the source. */
export function staysAsItIs({ target, unchanged }: TransformedColumn): boolean {
  return unchanged === target;
}
