import { expect, it, vi } from 'vitest';
import { toChoice } from '../../../../src/extension/connections/match-choice.ts';
import type { SavedConnection } from '../../../../src/extension/connections/saved-connection.ts';
import { surroundingsOf } from '../../../../src/extension/language/surroundings.ts';
import type { Parts } from '../../../../src/extension/parts.ts';

vi.mock('vscode', () => ({}));

const host = { id: 'h', label: 'lake', kind: 'host', host: 'a.cloud.databricks.com', authType: 'pat' } as const;

it('offers the connections that can be written down, whatever the others lack', async () => {
  const saved = [
    { ...host, httpPath: '' },
    { ...host, httpPath: '/sql/1.0/warehouses/a' },
    { id: 'sample', label: 'Sample warehouse', kind: 'sample' },
  ] as unknown as readonly SavedConnection[];
  const parts = {
    connections: { list: () => saved, choiceFor: (one: SavedConnection) => toChoice(one, {}) },
  } as unknown as Parts;
  type Arguments = Parameters<typeof surroundingsOf>;
  const document = { uri: { fsPath: '/project/lake.replication.yaml' } } as unknown as Arguments[0];
  const offered = await surroundingsOf(document, parts, {} as Arguments[2]).connections();
  expect(offered.map(({ insert }) => insert)).toEqual([
    '{ host: a.cloud.databricks.com, httpPath: /sql/1.0/warehouses/a }',
    'sample',
  ]);
});
