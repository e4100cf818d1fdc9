// Runs vitest and counts.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * @param {readonly string[]} args - for vitest
 * @param {NodeJS.ProcessEnv} env - in addition to our own
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function runSuites(args, env = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'replicator-test-'));
  const report = path.join(folder, 'report.json');
  const argv = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ];
  const { status } = spawnSync(process.execPath, argv, { stdio: 'inherit', env: { ...process.env, ...env } });
  const counted = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  rmSync(folder, { recursive: true });
  const failed = counted?.numFailedTests ?? 0;
  return {
    passed: counted?.numPassedTests ?? 0,
    // A suite that cannot even be loaded has no failed test, but it has failed.
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: counted?.numPendingTests ?? 0,
  };
}
