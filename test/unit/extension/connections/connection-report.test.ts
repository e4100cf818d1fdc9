import { describe, expect, it } from 'vitest';
import { reportFailure, reportSuccess } from '../../../../src/extension/connections/connection-report.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';

const cold = {
  id: 'abc',
  name: 'Reporting',
  size: 'Small',
  state: 'STOPPED',
  kind: 'classic',
  httpPath: '/sql/1.0/warehouses/abc',
} as const;

describe('a connection that works', () => {
  it('says who we are, and what a stopped warehouse means for the first run', () => {
    expect(reportSuccess('a.example', { user: 'me@a.example', warehouse: cold })).toEqual({
      sound: true,
      text: 'Signed in to a.example as me@a.example.',
      advice:
        'Warehouse Reporting (Small) is stopped and starts with the first run; a cold start usually takes about four minutes.',
      buttons: [],
    });
  });

  it('offers to choose a warehouse where there is none', () => {
    expect(reportSuccess('a.example', { user: 'me' })).toMatchObject({ sound: true, buttons: ['Choose Warehouse'] });
  });
});

describe('a connection that does not', () => {
  it.each([
    ['auth.rejected', {}, 'Sign In Again'],
    ['auth.forbidden', {}, 'Choose Warehouse'],
    ['source.notFound', {}, 'Choose Warehouse'],
    ['network.hostUnknown', {}, 'Edit Connection'],
    ['network.unavailable', {}, 'Test Again'],
    ['network.proxy', {}, 'Proxy Settings'],
    ['network.certificate', {}, 'Choose CA File…'],
    ['internal.bug', {}, 'Show Log'],
  ] as const)('with %s offers “%s %s”', (code, facts, button) => {
    const report = reportFailure(new ReplicatorError(code, 'It failed.', { facts }), true);
    expect(report).toMatchObject({ sound: false, text: 'It failed.' });
    expect(report.advice).toMatch(/\.$/);
    expect(report.buttons).toContain(button);
  });

  it('explains that certificates are checked even where the editor does not', () => {
    const error = new ReplicatorError('network.certificate', 'It is not trusted.');
    expect(reportFailure(error, false).advice).toContain('http.proxyStrictSSL');
    expect(reportFailure(error, true).advice).not.toContain('http.proxyStrictSSL');
  });
});
