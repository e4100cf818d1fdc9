/**
 * Asks one thing and says how to go on.
 * @param position - from 1
 */
export type Step = (position: number) => Promise<Outcome>;

export type Outcome =
  | { readonly next: Step }
  /** To the step that was asked before this one. */
  | 'back'
  | 'cancelled'
  | 'finished';

/** What a person gave as an answer, or that they want something else. */
export type Answer<T> = { readonly value: T } | 'back' | 'cancelled';

/** @returns whether it was gone through to the end */
export async function walk(first: Step): Promise<boolean> {
  const path: Step[] = [first];
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const outcome = await step(path.length);
    if (outcome === 'cancelled') return false;
    if (outcome === 'finished') return true;
    if (outcome === 'back') path.pop();
    else goOn(path, outcome.next);
  }
  return false;
}

/** What was asked before is gone back to. */
function goOn(path: Step[], next: Step): void {
  const known = path.indexOf(next);
  if (known === -1) path.push(next);
  else path.length = known + 1;
}
