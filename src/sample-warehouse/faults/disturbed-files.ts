import type { ResultStore } from '../results/result-store.ts';
import type { StoredLink, StoredResult } from '../results/stored-result.ts';
import type { ResultFiles } from '../thrift/results/linked-result.ts';
import { effectOf, type FaultPlan } from './fault-plan.ts';

/** The result store as the Thrift service sees it: each link that it hands out may be past its time. */
export function disturbFiles(store: ResultStore, faults: FaultPlan): ResultFiles {
  return {
    store: (result, options, signal) => store.store(result, options, signal),
    isKept: (cacheKey, options) => store.isKept(cacheKey, options),
    release: (result) => store.release(result),
    link: (result: StoredResult, fileIndex: number): StoredLink => {
      const effects = faults.take({ operation: 'thrift-link', chunk: fileIndex }).map((rule) => rule.effect);
      return store.link(result, fileIndex, effectOf(effects, 'expiredLink') === undefined ? undefined : -1);
    },
  };
}
