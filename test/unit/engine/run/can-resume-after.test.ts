import { expect, it } from 'vitest';
import { canResumeAfter } from '../../../../src/engine/run/can-resume-after.ts';
import { actions, type ErrorCode, ReplicatorError } from '../../../../src/shared/errors.ts';

it.each(Object.entries(actions))('%s: staging is kept where people are told to resume', (code, action) => {
  const keeps = canResumeAfter(new ReplicatorError(code as ErrorCode, 'it broke'));
  if (/resume the run/i.test(action)) expect(keeps).toBe(true);
});

it.each(['integrity.counts', 'integrity.aggregates', 'value.outOfRange', 'source.schemaChanged'] as const)(
  'after %s what is in staging is worth nothing',
  (code) => expect(canResumeAfter(new ReplicatorError(code, 'it broke'))).toBe(false),
);
