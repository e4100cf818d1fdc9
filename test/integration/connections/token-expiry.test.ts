import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { AuthServer } from '../../../src/connections/auth-server.ts';
import { createBrowserSession } from '../../../src/connections/browser-session.ts';
import { openEngine } from '../../../src/engine/open-engine.ts';
import { startSampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';
import { pressButton } from '../../support/scripted-browser.ts';
import { inSources, never, replicationOf } from '../engine/run/engine-fixture.ts';

it('a run goes on when its token expires in the middle', async () => {
  const warehouse = await startSampleWarehouse({ scale: 0.01, fileBytes: 40_000 });
  const folder = await mkdtemp(path.join(tmpdir(), 'expiry-'));
  const host = `${warehouse.host}:${warehouse.port}`;
  const network = { caCertificate: warehouse.caCertificate };
  const server: AuthServer = { host, network, now: Date.now, signal: never };
  const saved: string[] = [];
  const session = createBrowserSession(server, {
    load: async () => saved.at(-1),
    save: async (token) => {
      saved.push(token);
    },
    forget: () => Promise.reject(new Error('The sign-in is still good.')),
  });
  await session.signIn({
    signal: never,
    openBrowser: async (url) => (await pressButton(url, 'agree', warehouse.caCertificate)).status === 200,
  });
  const { getToken } = session;
  const threads = {
    fetch: inSources('source/fetch/fetch-thread.ts'),
    sink: inSources('sink/duckdb/sink-thread.ts'),
  };
  const { engine, close } = openEngine({
    connection: { host, httpPath: warehouse.httpPath, network, getToken },
    threads,
  });
  try {
    const document = 'tables: [samples.tpch.lineitem, samples.tpch.orders]\nlimits: {tables: 1}\n';
    const plan = await engine.plan(replicationOf(document), path.join(folder, 'target.duckdb'), never);
    let expired = false;
    const summary = await engine.run(plan, {
      signal: never,
      onProgress: () => {
        if (!expired) warehouse.identity.expireAccess();
        expired = true;
      },
    });
    expect(summary).toMatchObject({ state: 'done', tables: [{ state: 'done' }, { state: 'done' }] });
    expect(expired).toBe(true);
    // The first comes from the sign-in; every other one took the place of an expired token.
    expect(saved.length).toBeGreaterThan(1);
    expect(new Set(saved).size).toBe(saved.length);
  } finally {
    await close();
    await warehouse.close();
    await rm(folder, { recursive: true, force: true });
  }
});
