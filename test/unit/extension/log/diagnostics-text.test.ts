import { expect, it } from 'vitest';
import { type DiagnosticFacts, diagnosticsText } from '../../../../src/extension/log/diagnostics-text.ts';
import { RecentLines } from '../../../../src/extension/log/recent-lines.ts';
import { ReplicatorError, toErrorData } from '../../../../src/shared/errors.ts';

const token = 'dapi0123456789abcdef0123456789abcdef';

const facts: DiagnosticFacts = {
  versions: { Extension: '1.2.3', Node: '24.0.0' },
  settings: { 'replicator.local.folder': '/home/jane/data', 'replicator.preview.rows': 5 },
  connections: [
    {
      id: 'a',
      label: 'Secret project',
      kind: 'host',
      host: 'adb-123.4.azuredatabricks.net',
      httpPath: '/sql/1.0/warehouses/abc',
      signIn: 'token',
    },
    {
      id: 'b',
      label: 'Own',
      kind: 'host',
      host: 'data.corp.example:8443',
      httpPath: '',
      signIn: 'browser',
      caFile: '/home/jane/ca.pem',
    },
    { id: 'c', label: 'jane', kind: 'profile', profile: 'jane' },
    { id: 'd', label: 'Sample warehouse', kind: 'sample' },
  ],
  hosts: ['adb-123.4.azuredatabricks.net', 'data.corp.example:8443', 'lake.corp.example'],
  lastRun: {
    id: 'x',
    document: 'file:///home/jane/x.replication.yaml',
    title: 'secret.table',
    connection: 'Secret project',
    file: '/home/jane/lake.duckdb',
    state: 'failed',
    startedAt: '2026-01-01T00:00:00Z',
    endedAt: '2026-01-01T00:00:12Z',
    resumable: false,
    undoable: false,
    error: toErrorData(new ReplicatorError('auth.rejected', `The token ${token} was refused.`)),
  },
  homeFolder: '/home/jane',
  log: [
    `2026-01-01T00:00:00.000Z [info] asked https://adb-123.4.azuredatabricks.net/api with Bearer ${token}`,
    '2026-01-01T00:00:01.000Z [info] proxy http://jane:pa55word@proxy:80, file /home/jane/lake.duckdb',
    '2026-01-01T00:00:02.000Z [info] data.corp.example:8443 did not answer; other.cloud.databricks.com did',
    '2026-01-01T00:00:03.000Z [info] getaddrinfo ENOTFOUND data.corp.example, lake.corp.example',
  ],
};

it('says what a report needs', () => {
  expect(diagnosticsText(facts)).toMatchInlineSnapshot(`
    "## Databricks → DuckDB Replicator: diagnostics

    - Extension: 1.2.3
    - Node: 24.0.0

    ### Settings that were changed

    - \`replicator.local.folder\`: (set)
    - \`replicator.preview.rows\`: 5

    ### Connections

    - host in azuredatabricks.net, sign-in by token, with a warehouse
    - host in another domain, sign-in by browser, without a warehouse, with a CA file
    - profile, without a warehouse
    - sample, without a warehouse

    ### Last run

    - state: failed
    - tables: 0, of which failed: 0
    - errors: auth.rejected
    - took 12 s

    ### Log

    \`\`\`text
    2026-01-01T00:00:00.000Z [info] asked https://(host in azuredatabricks.net)/api with Bearer [hidden]
    2026-01-01T00:00:01.000Z [info] proxy http://[hidden]@proxy:80, file ~/lake.duckdb
    2026-01-01T00:00:02.000Z [info] (host in another domain) did not answer; (host in cloud.databricks.com) did
    2026-01-01T00:00:03.000Z [info] getaddrinfo ENOTFOUND (host in another domain), (host in another domain)
    \`\`\`"
  `);
});

it('holds no secret, host, profile, label or folder of the user', () => {
  const text = diagnosticsText(facts);
  for (const hidden of [
    token,
    'pa55word',
    'adb-123',
    'corp.example',
    'other.cloud',
    'jane',
    'Secret project',
    'secret.table',
    'warehouses/abc',
  ]) {
    expect(text).not.toContain(hidden);
  }
});

it('says so where there is nothing', () => {
  const text = diagnosticsText({ ...facts, settings: {}, connections: [], lastRun: undefined, log: [] });
  expect(text.match(/^none$/gm)).toHaveLength(3);
});

it('keeps the newest lines', () => {
  const lines = new RecentLines(3);
  for (let line = 1; line <= 20; line++) lines.add(String(line));
  expect(lines.list()).toEqual(['18', '19', '20']);
});
