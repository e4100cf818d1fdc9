import { expect, it } from 'vitest';
import { parseProxyUrl } from '../../../src/network/proxy-url.ts';

it.each([
  ['http://user:p%40ss@proxy.example:3128', 'proxy.example:3128'],
  ['https://proxy.example', 'proxy.example'],
  ['proxy.example:3128', 'proxy.example:3128'],
  ['user:pass@proxy.example:3128', 'proxy.example:3128'],
])('%s is at %s', (text, host) => {
  expect(parseProxyUrl(text).host).toBe(host);
});

it.each(['socks5://u:hush@h:1', 'http://u:hush@', 'http://u:hush@h:port', ''])(
  '%s is none, and is not quoted',
  (text) => {
    let message = '';
    try {
      parseProxyUrl(text);
    } catch (error) {
      expect(error).toMatchObject({ code: 'network.proxy' });
      message = String(error);
    }
    expect(message).toContain('cannot be understood');
    expect(message).not.toContain('hush');
  },
);
