import type { EngineLog } from '../engine/engine-log.ts';
import { asReplicatorError } from '../shared/errors.ts';

/** The same calls, each with a line in the log when it has ended. */
export function logged<Calls extends object>(log: EngineLog, calls: Calls): Calls {
  const entries = Object.entries(calls).map(([name, call]: [string, (...args: unknown[]) => Promise<unknown>]) => {
    const wrapped = async (...args: unknown[]): Promise<unknown> => {
      const startedAt = performance.now();
      try {
        const answer = await call(...args);
        log('trace', name, { ms: Math.round(performance.now() - startedAt) });
        return answer;
      } catch (thrown) {
        const error = asReplicatorError(thrown);
        const level = error.code === 'run.cancelled' ? 'debug' : error.code === 'internal.bug' ? 'error' : 'warn';
        const stack = error.code === 'internal.bug' && thrown instanceof Error ? { stack: thrown.stack ?? '' } : {};
        log(level, `${name}: ${error.message}`, { ...error.facts, code: error.code, ...stack });
        throw thrown;
      }
    };
    return [name, wrapped];
  });
  return Object.fromEntries(entries) as Calls;
}
