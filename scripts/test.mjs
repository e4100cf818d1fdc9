// Everything: checks, build, all suites, the real editor included. The last line counts over all of them.
import { spawnSync } from 'node:child_process';
import { checks, runChecks } from './check.mjs';
import { runSuites } from './run-suites.mjs';
import { testEditor } from './test-e2e.mjs';

const args = process.argv.slice(2);
const failedChecks = runChecks();
const total = { passed: checks.length - failedChecks.length, failed: failedChecks.length, skipped: 0 };

console.log('\nbuild');
const build = spawnSync(process.execPath, ['esbuild.js', '--quiet'], { stdio: 'inherit' });
if (build.status === 0) {
  count(runSuites(['--project', '!e2e', ...args]));
  count(await testEditor(args));
} else {
  total.failed += 1;
}

console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed === 0 ? 0 : 1;

function count({ passed, failed, skipped }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
