import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { type SampleProcess, startSampleProcess } from '../../../src/connections/sample-process.ts';

const source = (file: string): string => path.resolve(import.meta.dirname, '../../../src', file);
const folder = mkdtempSync(path.join(tmpdir(), 'sample-process-'));
const started = new Set<{ close(): Promise<void> }>();
const parents = new Set<ChildProcess>();
const never = new AbortController().signal;

afterEach(async () => {
  for (const each of started) await each.close();
  for (const parent of parents) parent.kill('SIGKILL');
  started.clear();
  parents.clear();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything it leaves lies in the folder of temporary files that it is given. */
function launch(temporary: string): Parameters<typeof startSampleProcess>[0] {
  const args = ['--scale', '0.001', '--tables', '20'];
  const env = { PATH: process.env.PATH, TMPDIR: temporary, ELECTRON_RUN_AS_NODE: '1' };
  return { node: process.execPath, entry: source('cli/main.ts'), args, env, ownGroup: false };
}

function userAt(sample: Pick<SampleProcess, 'host' | 'caCertificate' | 'token'>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const url = `https://${sample.host}/api/2.0/preview/scim/v2/Me`;
    const headers = { authorization: `Bearer ${sample.token}` };
    const outgoing = request(url, { ca: sample.caCertificate, headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

describe.skipIf(process.platform === 'win32')('the process of the sample warehouse', () => {
  it('needs next to nothing of the environment, and leaves nothing when it is closed', async () => {
    const temporary = mkdtempSync(path.join(folder, 'closed-'));
    const sample = await startSampleProcess(launch(temporary), never);
    started.add(sample);
    expect(await userAt(sample)).toBe(200);
    expect(readdirSync(temporary)).not.toEqual([]);
    await sample.close();
    await sample.exited;
    expect(readdirSync(temporary)).toEqual([]);
    await expect(userAt(sample)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await sample.close();
  });

  it('ends in order when the process that started it is killed', async () => {
    const temporary = mkdtempSync(path.join(folder, 'orphan-'));
    const script = path.join(folder, 'parent.ts');
    writeFileSync(
      script,
      `import { startSampleProcess } from ${JSON.stringify(source('connections/sample-process.ts'))};
const { host, token, caCertificate } = await startSampleProcess(${JSON.stringify(launch(temporary))}, new AbortController().signal);
process.stdout.write(JSON.stringify({ host, token, caCertificate }) + '\\n');
setInterval(() => undefined, 60_000);
`,
    );
    const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    parents.add(parent);
    const [line] = await new Promise<string[]>((resolve) =>
      createInterface({ input: parent.stdout }).once('line', (text) => resolve([text])),
    );
    const sample = JSON.parse(line ?? '') as Pick<SampleProcess, 'host' | 'caCertificate' | 'token'>;
    expect(await userAt(sample)).toBe(200);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(readdirSync(temporary)).toEqual([]), { timeout: 15_000, interval: 50 });
    await expect(userAt(sample)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('that cannot start says why', async () => {
    const temporary = path.join(folder, 'not-there');
    const entry = path.join(folder, 'broken.ts');
    writeFileSync(entry, "process.stderr.write('It is broken.\\n');\nprocess.exitCode = 3;\n");
    await expect(startSampleProcess({ ...launch(temporary), entry }, never)).rejects.toMatchObject({
      code: 'network.unavailable',
      message: 'The sample warehouse ended before it was ready (status 3): It is broken.',
    });
    expect(existsSync(temporary)).toBe(false);
  });
});
