import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

it.each([
  'README.md',
  'src/README.md',
  'CHANGELOG.md',
  'docs/command-line.md',
  'docs/editor.md',
  'docs/replication-document.md',
])('every path that %s names exists', (document) => {
  const text = readFileSync(path.join(root, document), 'utf8');
  const named = [...text.matchAll(/(?:`|\]\()((?:src|test|docs|schema|webview|scripts)\/[\w./-]+)/g)].map(
    ([, place = '']) => place,
  );
  expect(named.filter((place) => !existsSync(path.join(root, place)))).toEqual([]);
  if (document === 'src/README.md') expect(named.length).toBeGreaterThan(20);
});

it('every command that the README names is a script', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = [
    ...readFileSync(path.join(root, 'README.md'), 'utf8').matchAll(/npm (?:run )?(?:--silent )?([a-z:]+)/g),
  ].map(([, name = '']) => name);
  expect(named.filter((name) => !(name in scripts) && name !== 'and')).toEqual([]);
});
