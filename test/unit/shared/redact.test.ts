import { describe, expect, it } from 'vitest';
import { redact, redactFacts } from '../../../src/shared/redact.ts';

const token = 'dapi0123456789abcdef0123456789abcdef';
const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.c2lnbmF0dXJlLXBhcnQ';

const secrets: readonly (readonly [what: string, text: string, secret: string])[] = [
  ['a token on its own', `the token ${token} was refused`, token],
  ['a token with a suffix', `x=${token}-3;`, `${token}-3`],
  ['a token at the end of a JSON text', `{"a":"${token}"}`, token],
  ['a bearer header', `Authorization: Bearer ${jwt}`, jwt],
  ['a bearer header in an object', `{ authorization: 'Bearer abcdef123456' }`, 'abcdef123456'],
  ['a bearer word elsewhere', 'sent bearer abc.def-ghi_123', 'abc.def-ghi_123'],
  ['basic credentials', 'Basic dXNlcjpwYXNzd29yZA==', 'dXNlcjpwYXNzd29yZA=='],
  ['a JWT', `got ${jwt}, expired`, jwt],
  ['an encrypted JWT of five parts', 'x eyJhbGciOi.eyJraWQi.abc.def.ghi y', 'eyJraWQi'],
  ['JSON of a token endpoint', '{"access_token":"plain-abc","expires_in":3600}', 'plain-abc'],
  ['a refresh token', '"refresh_token" : "r3fr3sh"', 'r3fr3sh'],
  ['JSON in JSON', '{"body":"{\\"client_secret\\":\\"s3cr3t\\"}"}', 's3cr3t'],
  ['a quoted secret with spaces', 'password: "two words here"', 'two words'],
  ['a secret in single quotes', "client_secret='abc def'", 'abc def'],
  ['an escaped quote in a secret', '{"password":"abc\\nsecond"}', 'second'],
  ['a form', 'grant_type=refresh_token&refresh_token=abcd1234&client_id=x', 'abcd1234'],
  ['an environment variable', 'DATABRICKS_TOKEN=abcdefgh', 'abcdefgh'],
  ['a client secret in an INI file', 'client_secret = dose12ab', 'dose12ab'],
  ['a name with a prefix', 'azure_client_secret: abcdefg', 'abcdefg'],
  ['camel case', 'clientSecret: "hush"', 'hush'],
  ['a presigned link of Amazon', 'GET https://b.s3.amazonaws.com/k?X-Amz-Signature=abc&X-Amz-Date=1', 'abc'],
  ['a presigned link of Azure', 'https://a.blob.core.windows.net/c/f?sv=1&sig=a%2Bb', 'a%2Bb'],
  ['a presigned link of Google', 'https://storage.googleapis.com/b/o?GoogleAccessId=x&Signature=yy==', 'yy=='],
  ['the code of a sign-in', 'http://localhost:8020/?code=abc-123&state=q', 'abc-123'],
  ['a signature without its link', 'sig=abcdef', 'abcdef'],
  ['a password in a URL', 'proxy http://user:pa55@proxy.example:8080/', 'pa55'],
  ['a password with an @ in a URL', 'proxy http://user:pa@ss@proxy.example:8080/', 'ss@'],
  ['a token as user of a URL', 'https://ghp_abc@host/x', 'ghp_abc'],
  ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----', 'MIIabc'],
  ['a private key that was cut', '-----BEGIN PRIVATE KEY-----\nMIIabc', 'MIIabc'],
  ['cookies', 'Set-Cookie: DBAUTH=xyz123; Path=/', 'xyz123'],
];

describe('redact', () => {
  it.each(secrets)('hides %s', (_, text, secret) => {
    const result = redact(text);
    expect(result).not.toContain(secret);
    expect(result).toContain('[hidden]');
    expect(redact(result)).toBe(result);
  });

  it.each([
    'lineitem: 6,001,215 rows in 12 s, counts equal at version 3',
    'samples.tpch.lineitem → tpch.lineitem',
    'https://adb-1234.5.azuredatabricks.net/sql/1.0/warehouses/ab12',
    'the token has expired; sign in again',
    'token: no',
    'basic level for a small table',
    'a bearer of news',
    'SELECT password_hash FROM users WHERE id = 5',
    'statement 01ef-9a2b took 3 s',
    '/home/someone/data/lake.duckdb',
    'eyJ',
  ])('leaves “%s” as it is', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('keeps what surrounds a secret', () => {
    expect(redact(`GET https://h/p?sig=1 403 {"token":"${token}"} end`)).toBe(
      'GET https://h/p?[hidden] 403 {"token":"[hidden]"} end',
    );
    expect(redact('a=1&refresh_token=abcd1234&b=2')).toBe('a=1&refresh_token=[hidden]&b=2');
    expect(redact('http://user:pa55@proxy:80/x')).toBe('http://[hidden]@proxy:80/x');
  });

  it('does a megabyte at once', () => {
    const text = 'token '.repeat(200_000);
    const start = performance.now();
    redact(text);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('redactFacts', () => {
  it('hides facts by name and by content, and leaves numbers', () => {
    expect(redactFacts({ token: 'x', rows: 5, url: 'https://h/p?a=b', ok: true })).toEqual({
      token: '[hidden]',
      rows: 5,
      url: 'https://h/p?[hidden]',
      ok: true,
    });
  });
});
