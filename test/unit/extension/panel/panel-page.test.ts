import { expect, test } from 'vitest';
import { renderPage } from '../../../../src/extension/panel/panel-page.ts';

test('the page allows its own script and styles and nothing else', () => {
  const page = renderPage({ nonce: 'N0', cspSource: 'https://own', script: 's.js', styles: ['a.css'], title: '<b>' });
  expect(page).toContain(
    `content="default-src 'none'; script-src 'nonce-N0'; style-src https://own 'nonce-N0'; font-src https://own; img-src https://own"`,
  );
  expect(page).not.toContain('unsafe');
  expect(page).toContain('<title>&lt;b&gt;</title>');
  expect(page.match(/<script/g)).toHaveLength(1);
});
