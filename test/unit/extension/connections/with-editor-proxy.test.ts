import { describe, expect, it } from 'vitest';
import { withEditorProxy } from '../../../../src/extension/connections/with-editor-proxy.ts';

const unset = { url: '', bypass: [], used: true };

describe("the proxy of the editor's settings", () => {
  it('leaves the environment as it is where nothing is set', () => {
    const env = { HTTPS_PROXY: 'http://env.example:3128', NO_PROXY: 'intra.example', PATH: '/bin' };
    expect(withEditorProxy(env, unset)).toEqual(env);
  });

  it('goes before that of the environment, in either letter case', () => {
    const env = { https_proxy: 'http://env.example:3128', no_proxy: 'intra.example' };
    expect(
      withEditorProxy(env, { ...unset, url: ' http://editor.example:8080 ', bypass: ['a.example', 'b.example'] }),
    ).toEqual({
      HTTPS_PROXY: 'http://editor.example:8080',
      NO_PROXY: 'a.example,b.example',
    });
  });

  it('keeps the exceptions of the environment where the settings have none', () => {
    const env = { HTTPS_PROXY: 'http://env.example:3128', NO_PROXY: 'intra.example' };
    expect(withEditorProxy(env, { ...unset, url: 'http://editor.example:8080' })).toEqual({
      HTTPS_PROXY: 'http://editor.example:8080',
      NO_PROXY: 'intra.example',
    });
  });

  it('uses none where the settings turn it off', () => {
    const env = { HTTPS_PROXY: 'http://env.example:3128', PATH: '/bin' };
    expect(withEditorProxy(env, { url: 'http://editor.example:8080', bypass: [], used: false })).toEqual({
      PATH: '/bin',
    });
  });
});
