import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { EngineFixture, never, replicationOf } from './engine-fixture.ts';

const holderEntry = new URL('../sink/hold-file.ts', import.meta.url);

let fixture: EngineFixture;
let holder: ChildProcess | undefined;
afterEach(async () => {
  const held = holder;
  holder = undefined;
  if (held?.kill('SIGKILL')) await once(held, 'exit');
  await fixture.close();
});

it('plans and verifies beside a process that reads the file, and leaves the file to the byte', async () => {
  fixture = await EngineFixture.open();
  const document = 'tables: [samples.tpch.nation]\n';
  expect((await fixture.run(document)).summary.state).toBe('done');
  const before = readFileSync(fixture.file);
  holder = fork(holderEntry, [fixture.file, 'READ_ONLY'], { execArgv: [] });
  await once(holder, 'message');
  const replication = replicationOf(document);
  expect((await fixture.engine.plan(replication, fixture.file, never)).tables).toHaveLength(1);
  expect(await fixture.engine.verify(replication, fixture.file, never)).toMatchObject([{ state: 'equal' }]);
  expect(readFileSync(fixture.file).equals(before)).toBe(true);
}, 30_000);
