import { expect, it } from 'vitest';
import { type Outcome, type Step, walk } from '../../../../../src/extension/connections/wizard/walk.ts';

function script(asked: string[], outcomes: Record<string, (Outcome | string)[]>): (name: string) => Step {
  const step =
    (name: string): Step =>
    async () => {
      asked.push(name);
      const outcome = outcomes[name]?.shift() ?? 'cancelled';
      if (outcome === 'back' || outcome === 'cancelled' || outcome === 'finished') return outcome;
      return typeof outcome === 'string' ? { next: step(outcome) } : outcome;
    };
  return step;
}

it('goes back to the step that was asked before, not to the one that comes before in general', async () => {
  const asked: string[] = [];
  const step = script(asked, { source: ['host', 'profile'], host: ['back'], profile: ['finished'] });
  expect(await walk(step('source'))).toBe(true);
  expect(asked).toEqual(['source', 'host', 'source', 'profile']);
});

it('ends where the first step is left backwards', async () => {
  const asked: string[] = [];
  expect(await walk(script(asked, { source: ['back'] })('source'))).toBe(false);
  expect(asked).toEqual(['source']);
});

it('ends where it is cancelled', async () => {
  const asked: string[] = [];
  expect(await walk(script(asked, { source: ['host'], host: ['cancelled'] })('source'))).toBe(false);
  expect(asked).toEqual(['source', 'host']);
});

it('goes back to what was asked before where a later step leads there', async () => {
  const positions: string[] = [];
  let visits = 0;
  const address: Step = async (position) => {
    positions.push(`address ${position}`);
    return { next: label };
  };
  const label: Step = async (position) => {
    positions.push(`label ${position}`);
    return visits++ === 0 ? { next: address } : 'finished';
  };
  expect(await walk(address)).toBe(true);
  expect(positions).toEqual(['address 1', 'label 2', 'address 1', 'label 2']);
});
