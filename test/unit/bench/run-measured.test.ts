import { expect, test } from 'vitest';
import { type MeasuredProcess, runMeasured } from '../../bench/support/run-measured.ts';

function script(text: string, job: unknown = {}): MeasuredProcess {
  return { command: process.execPath, args: ['-e', text], job };
}

const say = 'const say = (event) => console.log(JSON.stringify(event));';
const begin = "say({ event: 'begin', prepareSeconds: 0.25 });";
const end = "say({ event: 'end', seconds: 2, cpu: 3, detail: 'so' });";

test('what a process says of itself is what was measured', async () => {
  const measured = await runMeasured(script(`${say} ${begin} ${end}`));
  expect(measured).toMatchObject({ seconds: 2, cpu: 3, detail: 'so', prepareSeconds: 0.25 });
});

test('the job is read from the standard input', async () => {
  const reading = "process.stdin.on('data', (job) => say({ event: 'skip', reason: String(job) }));";
  expect(await runMeasured(script(`${say} ${reading}`, 'the job'))).toEqual({ skipped: '"the job"' });
});

test('a line that is no event ends the run at once, and the process with it', async () => {
  const started = performance.now();
  const chatty = runMeasured(script("console.log('Hello!\\n'.repeat(50_000)); setTimeout(() => undefined, 60_000);"));
  await expect(chatty).rejects.toThrow('It said what is no event: Hello!');
  expect(performance.now() - started).toBeLessThan(30_000);
});

test('a process that ends early, fails or cannot be started is an error that says why', async () => {
  const early = script('process.exit(3)', 'x'.repeat(1_000_000));
  await expect(runMeasured(early)).rejects.toThrow('It ended with 3');
  await expect(runMeasured(script(`${say} ${begin} throw new Error('no luck');`))).rejects.toThrow(
    /^It ended with 1: Error: no luck\n/,
  );
  const late = script(`${say} ${begin} ${end} process.exitCode = 1;`);
  await expect(runMeasured(late)).rejects.toThrow('It ended with 1');
  await expect(runMeasured({ command: '/no/such/program', args: [], job: {} })).rejects.toThrow('ENOENT');
});
