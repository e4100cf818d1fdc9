import { type ErrorCode, ReplicatorError, retryPolicies } from '../../shared/errors.ts';
import type { Remedies } from '../../shared/protocol/panel-protocol.ts';
import { describeError, type Remedy } from '../errors/describe-error.ts';

const codes = Object.keys(retryPolicies).filter((code): code is ErrorCode => code in retryPolicies);

const found = new Map<string, readonly Remedy[]>(
  codes.map((code) => [code, describeError(new ReplicatorError(code, '')).remedies]),
);

/** The buttons under an error in the panel are those under it elsewhere. */
export const remediesByCode: Remedies = Object.fromEntries(
  [...found].filter(([, list]) => list.length > 0).map(([code, list]) => [code, list.map(({ title }) => title)]),
);

export function findRemedy(code: string, title: string): Remedy | undefined {
  return found.get(code)?.find((remedy) => remedy.title === title);
}
