import { describe, expect, test } from 'vitest';
import { FaultPlan } from '../../../../src/sample-warehouse/faults/fault-plan.ts';
import { parseFaultRules } from '../../../../src/sample-warehouse/faults/parse-fault-rules.ts';
import { alterBody } from '../../../../src/sample-warehouse/http/alter-body.ts';

const effect = { kind: 'expiredLink' } as const;

describe('FaultPlan', () => {
  test('meets the nth request that fits, and so many from there on', () => {
    const plan = new FaultPlan([{ operation: 'download', chunk: 1, nth: 2, times: 2, effect }]);
    const met = [1, 0, 1, 1, 1].map((chunk) => plan.take({ operation: 'download', chunk }).length);
    expect(met).toEqual([0, 0, 1, 1, 0]);
  });

  test('counts, goes on always, and can be taken out', () => {
    const plan = new FaultPlan();
    const rule = plan.add({ operation: 'poll', times: 'always', effect });
    plan.take({ operation: 'poll' });
    plan.take({ operation: 'poll' });
    expect(rule.met()).toBe(2);
    rule.remove();
    expect(plan.take({ operation: 'poll' })).toEqual([]);
  });

  test('finds a table in a statement, quoted or not', () => {
    const plan = new FaultPlan([{ operation: 'statement', table: 'main.shop.Orders', times: 'always', effect }]);
    expect(plan.take({ operation: 'statement', text: 'SELECT * FROM `main`.`shop`.`orders`' })).toHaveLength(1);
    expect(plan.take({ operation: 'statement', text: 'SELECT * FROM main.shop.lines' })).toHaveLength(0);
  });
});

describe('parseFaultRules', () => {
  test('takes a whole file', () => {
    const rules = [
      {
        operation: 'submit',
        nth: 2,
        effect: { kind: 'status', status: 429, retryAfterSeconds: 1, retryAfterForm: 'date' },
      },
      { operation: 'chunk-link', chunk: 3, times: 'always', effect: { kind: 'links', count: 'all' } },
    ];
    expect(parseFaultRules(JSON.stringify(rules))).toEqual(rules);
  });

  test.each([
    ['{', /not JSON/],
    ['{}', /must be a list/],
    ['[1]', /rules\[0\] must be an object/],
    ['[{"operation":"sumbit","effect":{"kind":"resultGone"}}]', /rules\[0\]\.operation must be one of statement, /],
    ['[{"operation":"submit"}]', /rules\[0\]\.effect is missing/],
    ['[{"operation":"submit","effect":{"kind":"boom"}}]', /rules\[0\]\.effect\.kind must be one of latency, /],
    ['[{"operation":"submit","effect":{"kind":"latency"}}]', /rules\[0\]\.effect\.ms is missing/],
    ['[{"operation":"submit","effect":{"kind":"latency","ms":-1}}]', /rules\[0\]\.effect\.ms must be a whole number/],
    ['[{"operation":"submit","effect":{"kind":"latency","ms":1},"tiems":2}]', /unknown key "tiems"/],
  ])('says what is wrong with %s', (json, message) => {
    expect(() => parseFaultRules(json)).toThrow(message);
  });
});

test('bytes are flipped, left out and doubled', () => {
  const body = Buffer.from([1, 2, 3]);
  expect([...alterBody(body, [{ kind: 'flipByte', at: 1 }])]).toEqual([1, 0xfd, 3]);
  expect([...alterBody(body, [{ kind: 'shorten', bytes: 2 }])]).toEqual([1]);
  expect([...alterBody(body, [{ kind: 'doubleFile' }])]).toEqual([1, 2, 3, 1, 2, 3]);
  expect([...body]).toEqual([1, 2, 3]);
});
