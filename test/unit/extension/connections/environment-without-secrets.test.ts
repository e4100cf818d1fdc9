import { expect, it } from 'vitest';
import { withoutSecrets } from '../../../../src/extension/connections/environment-without-secrets.ts';

it.each([
  ['http://user:p@ss@proxy.example:3128', 'http://proxy.example:3128'],
  ['user:pass@proxy.example:3128', 'proxy.example:3128'],
  ['http://proxy.example:3128', 'http://proxy.example:3128'],
])('hands on the proxy %s without its password', (HTTPS_PROXY, proxy) => {
  expect(withoutSecrets({ HTTPS_PROXY, DATABRICKS_TOKEN: 't', PATH: '/bin' })).toEqual({
    HTTPS_PROXY: proxy,
    PATH: '/bin',
  });
});
