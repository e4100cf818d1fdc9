import { describe, expect, it } from 'vitest';
import { describeError } from '../../../../src/extension/errors/describe-error.ts';
import { actions, fromErrorData, ReplicatorError, toErrorData } from '../../../../src/shared/errors.ts';

describe('an error in words', () => {
  it('says what happened and what to do, and offers it', () => {
    const { text, remedies } = describeError(new ReplicatorError('auth.rejected', 'a.example turned down the token'));
    expect(text).toMatch(/^a\.example turned down the token\. Sign in again/);
    expect(remedies.map(({ command }) => command)).toContain('replicator.connections.signIn');
  });

  it('does not send people in an editor to the help of a command line', () => {
    expect(describeError(new ReplicatorError('usage.invalid', 'Choose a warehouse first.')).text).toBe(
      'Choose a warehouse first.',
    );
  });

  it('says all that was found at once, and what to do about each kind', () => {
    const error = new ReplicatorError('plan.unknownColumn', 'There is no a.', {
      others: [
        new ReplicatorError('plan.unknownColumn', 'There is no b.'),
        new ReplicatorError('plan.columnName', 'Two are called c'),
      ],
    });
    const crossed = fromErrorData(toErrorData(error.about({ table: 'c.s.t' })));
    expect(crossed.others.map(({ subject }) => subject)).toEqual([{ table: 'c.s.t' }, { table: 'c.s.t' }]);
    expect(describeError(crossed).text).toBe(
      `There is no a. There is no b. Two are called c. ${actions['plan.unknownColumn']} ${actions['plan.columnName']}`,
    );
  });

  it('takes anything that was thrown', () => {
    const { error, remedies } = describeError('boom');
    expect(error.code).toBe('internal.bug');
    expect(remedies).toEqual([{ title: 'Show Log', command: 'replicator.log.show' }]);
  });
});
