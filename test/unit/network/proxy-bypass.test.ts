import { expect, it } from 'vitest';
import { bypassesProxy } from '../../../src/network/proxy-bypass.ts';

it.each([
  { bypass: undefined, host: 'a.example', expected: false },
  { bypass: '', host: 'a.example', expected: false },
  { bypass: '*', host: 'a.example', expected: true },
  { bypass: 'a.example', host: 'A.Example', expected: true },
  { bypass: 'example', host: 'a.example', expected: true },
  { bypass: '.example', host: 'a.example', expected: true },
  { bypass: '*.example', host: 'a.example', expected: true },
  { bypass: 'example', host: 'notexample', expected: false },
  { bypass: 'x, a.example:443', host: 'a.example', expected: true },
  { bypass: 'a.example:8443', host: 'a.example', expected: false },
  { bypass: 'localhost 127.0.0.1', host: '127.0.0.1', expected: true },
])('“$bypass” and $host: $expected', ({ bypass, host, expected }) => {
  expect(bypassesProxy(bypass, host, 443)).toBe(expected);
});
