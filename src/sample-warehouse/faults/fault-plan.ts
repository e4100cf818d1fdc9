import type { FaultEffect, FaultRule, FaultSubject } from './fault-rule.ts';

interface Entry {
  readonly rule: FaultRule;
  seen: number;
  met: number;
}

function plain(text: string): string {
  return text.replaceAll('`', '').toLowerCase();
}

function fits(rule: FaultRule, subject: FaultSubject): boolean {
  if (rule.operation !== subject.operation) return false;
  if (rule.chunk !== undefined && rule.chunk !== subject.chunk) return false;
  if (rule.text !== undefined && !(subject.text ?? '').includes(rule.text)) return false;
  if (rule.table === undefined) return true;
  const table = plain(rule.table);
  return plain(subject.table ?? '') === table || plain(subject.text ?? '').includes(table);
}

/** The faults that are in force, and how often each was met. */
export class FaultPlan {
  #entries: Entry[] = [];

  constructor(rules: readonly FaultRule[] = []) {
    for (const rule of rules) this.add(rule);
  }

  /** Puts a rule into force; `met` counts what it has met so far, `remove` takes it out. */
  add(rule: FaultRule): { readonly met: () => number; readonly remove: () => void } {
    const entry: Entry = { rule, seen: 0, met: 0 };
    this.#entries.push(entry);
    return {
      met: () => entry.met,
      remove: () => {
        this.#entries = this.#entries.filter((other) => other !== entry);
      },
    };
  }

  clear(): void {
    this.#entries = [];
  }

  /** The rules that meet this request, in their order; it counts as seen by every rule that fits. */
  take(subject: FaultSubject): readonly FaultRule[] {
    const met: FaultRule[] = [];
    for (const entry of this.#entries) {
      if (!fits(entry.rule, subject)) continue;
      entry.seen++;
      const from = entry.rule.nth ?? 1;
      const times = entry.rule.times ?? 1;
      if (entry.seen < from || (times !== 'always' && entry.seen >= from + times)) continue;
      entry.met++;
      met.push(entry.rule);
    }
    return met;
  }
}

/** The first effect of a kind. */
export function effectOf<K extends FaultEffect['kind']>(
  effects: readonly FaultEffect[],
  kind: K,
): Extract<FaultEffect, { kind: K }> | undefined {
  return effects.find((effect): effect is Extract<FaultEffect, { kind: K }> => effect.kind === kind);
}
