import type { Disposable } from 'vscode';
import { readSetting } from '../settings.ts';
import { leftBehind } from './left-behind.ts';
import { offerResume } from './offer-resume.ts';
import { brokenOffByReload, isAlive, recoverRuns } from './recover-runs.ts';
import type { RunBook } from './run-book.ts';
import type { RunStore } from './run-store.ts';
import type { Runs } from './runs.ts';

/** How often it is looked whether another process has left a run. */
const lookMs = 1000;

/**
 * Goes on with what a reload of this window broke off, as soon as the processes of before are gone, and asks about what
 * else was left; begins when everybody who listens is there.
 * @param place this window, as it was before the reload
 */
export function resumeAfterReload(book: RunBook, store: RunStore, runs: Runs, place: string): Disposable {
  const resumed = new Set<string>();
  let offered = false;
  const look = (): void => {
    const stored = store.load();
    const { own, foreign } = recoverRuns(stored, isAlive, Date.now());
    for (const record of own) book.adopt(record);
    const placeOf = (id: string): string | undefined => stored.find(({ record }) => record.id === id)?.workspace;
    const broken = readSetting('replicator.runs.resumeAfterReload')
      ? brokenOffByReload(book.list(), placeOf, place, Date.now()).filter(({ id }) => !resumed.has(id))
      : [];
    for (const { id } of broken) {
      resumed.add(id);
      void runs.resume(id);
    }
    if (!offered) void offerResume(runs, leftBehind(book.list(), Date.now(), resumed));
    offered = true;
    timer = foreign.length === 0 ? undefined : setTimeout(look, lookMs);
  };
  let timer: NodeJS.Timeout | undefined = setTimeout(look, 0);
  return { dispose: () => clearTimeout(timer) };
}
