import { expect, test } from 'vitest';
import { chosen, positive, readOptions, wholeNumber } from '../../bench/support/options.ts';

test('options stand in for their defaults, and unknown ones are an error', () => {
  expect(readOptions(['--rounds', '2'], { rounds: '5', scale: '1' })).toMatchObject({ rounds: '2', scale: '1' });
  expect(readOptions(['--json', 'out.json'], {}).json).toBe('out.json');
  expect(() => readOptions(['--round', '2'], { rounds: '5' })).toThrow("Unknown option '--round'");
  expect(() => readOptions(['lineitem'], { rounds: '5' })).toThrow('What is lineitem?');
});

test('a list chooses from what there is, in the order of what there is', () => {
  expect(chosen('shape', 'wide,narrow', ['narrow', 'nested', 'wide'])).toEqual(['narrow', 'wide']);
  expect(() => chosen('shape', 'wode', ['narrow', 'wide'])).toThrow('There is no shape wode; there are narrow, wide.');
});

test('numbers are above 0', () => {
  expect(positive('scale', '0.5')).toBe(0.5);
  for (const text of ['0', '-1', 'much', 'Infinity']) expect(() => positive('scale', text)).toThrow(`not ${text}`);
});

test('what is counted is whole', () => {
  expect(wholeNumber('rounds', '3')).toBe(3);
  for (const text of ['0.5', '2.5', '1e300', '0']) expect(() => wholeNumber('rounds', text)).toThrow(`not ${text}`);
});
