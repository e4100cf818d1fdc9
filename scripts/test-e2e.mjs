// The editor's tests: the packaged extension in a real VS Code, in a real browser. dist/ must have been built.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ownTarget } from './package/targets.ts';
import { runSuites } from './run-suites.mjs';
import { prepareWorkbench } from './workbench/prepare.ts';

/**
 * Where no editor can be had the tests are skipped, which is said; where the environment says `CI=true`, that is a failure.
 * @param {readonly string[]} args - for vitest
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function testEditor(args) {
  const prepared = await prepareWorkbench();
  if ('skipped' in prepared) {
    const required = process.env.CI === 'true';
    const what = required ? "The editor's tests must run where CI=true, but cannot" : "The editor's tests were skipped";
    console.error(`\n${what}: ${prepared.skipped}`);
    return { passed: 0, failed: required ? 1 : 0, skipped: required ? 0 : 1 };
  }
  const packing = spawnSync(process.execPath, ['scripts/package.mjs', '--target', 'own'], { stdio: 'inherit' });
  if (packing.status !== 0) return { passed: 0, failed: 1, skipped: 0 };
  const vsix = path.resolve(`dist-packages/databricks-duckdb-replicator-${ownTarget().name}.vsix`);
  return runSuites(['--project', 'e2e', ...args], { REPLICATOR_VSIX: vsix });
}

if (process.argv[1] === import.meta.filename) {
  const { passed, failed, skipped } = await testEditor(process.argv.slice(2));
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed === 0 ? 0 : 1;
}
