// Everything: checks, build, all suites. The last line counts over all of them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checks, runChecks } from './check.mjs';

const failedChecks = runChecks();
const total = { passed: checks.length - failedChecks.length, failed: failedChecks.length, skipped: 0 };

console.log('\nbuild');
const build = spawnSync(process.execPath, ['esbuild.js', '--quiet'], { stdio: 'inherit' });
if (build.status === 0) testSuites();
else total.failed += 1;

console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed === 0 ? 0 : 1;

function testSuites() {
  const folder = mkdtempSync(path.join(tmpdir(), 'replicator-test-'));
  const report = path.join(folder, 'report.json');
  const argv = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { status } = spawnSync(process.execPath, [...argv, ...process.argv.slice(2)], { stdio: 'inherit' });
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(folder, { recursive: true });
  total.passed += numPassedTests;
  // A suite that cannot even be loaded has no failed test, but it has failed.
  total.failed += numFailedTests === 0 && status !== 0 ? 1 : numFailedTests;
  total.skipped += numPendingTests;
}
