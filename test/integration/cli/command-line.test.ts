import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const entry = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'replicator-cli-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Finished {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function cli(...args: readonly string[]): Promise<Finished> {
  const child = spawn(process.execPath, [entry, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, out, err })));
}

async function documentWith(text: string): Promise<string> {
  await writeFile(path.join(folder, 'a.replication.yaml'), text);
  return 'a.replication.yaml';
}

function events(out: string): readonly Readonly<Record<string, unknown>>[] {
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('a document is planned, run and verified against the sample warehouse', async () => {
  const file = await documentWith(
    'connection: sample\ntarget: out.duckdb\ntables: [samples.tpch.nation, samples.tpch.region]\n',
  );
  const planned = await cli('plan', file, '--only', 'samples.tpch.nation');
  expect(planned).toMatchObject({ status: 0, err: '' });
  expect(planned.out).toContain('samples.tpch.nation → tpch.nation');
  expect(planned.out).not.toContain('tpch.region');

  const run = await cli('run', file, '--json');
  expect(run).toMatchObject({ status: 0, err: '' });
  const said = events(run.out);
  expect(said[0]).toMatchObject({ event: 'plan' });
  expect(said.at(-1)).toMatchObject({ event: 'summary', state: 'done', tables: { total: 2, done: 2, failed: 0 } });
  expect(said).toContainEqual(
    expect.objectContaining({
      event: 'table',
      outcome: expect.objectContaining({
        target: 'tpch.nation',
        receipt: expect.objectContaining({ rows: { manifest: 25, received: 25, stored: 25, source: 25 } }),
      }),
    }),
  );

  const verified = await cli('verify', file);
  expect(verified).toMatchObject({ status: 0, err: '' });
  expect(verified.out).toContain('2 of 2 tables equal');
});

test('a broken document: every mistake with its place, status 2', async () => {
  const file = await documentWith('connection: sample\ntarget: out.duckdb\ntables: [a.b]\nlimits: {memroy: 1GB}\n');
  const { status, out, err } = await cli('run', file);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toContain('a.replication.yaml:3:10 error: tables[0] “a.b”: it has 2 of 3 parts');
  expect(err).toContain('a.replication.yaml:4:10 error: limits has no key “memroy”');
});

test('a table that is not there is named, and with --json the error is an event', async () => {
  const file = await documentWith('connection: {profile: p}\ntarget: out.duckdb\ntables: [a.b.c]\n');
  const { status, out } = await cli('run', file, '--only', 'x.y.z', '--json');
  expect(status).toBe(2);
  expect(events(out)).toEqual([
    expect.objectContaining({ event: 'error', error: expect.objectContaining({ code: 'usage.invalid' }) }),
  ]);
});

test('the sample warehouse serves until it is told to end', async () => {
  const child = spawn(process.execPath, [entry, 'sample-warehouse'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const line = await new Promise<string>((resolve) => child.stdout.setEncoding('utf8').once('data', resolve));
  expect(JSON.parse(line)).toMatchObject({ event: 'ready', host: '127.0.0.1', port: expect.any(Number) });
  child.kill('SIGTERM');
  expect(await closed).toBe(0);
});
