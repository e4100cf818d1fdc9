// Types, formatting, lint and layers, dead code. Every check runs, also after one has failed.
import { spawnSync } from 'node:child_process';

export const checks = [
  { name: 'types', argv: ['node_modules/typescript/bin/tsc', '--noEmit'] },
  { name: 'types of what runs in webviews', argv: ['node_modules/typescript/bin/tsc', '-p', 'webview'] },
  { name: 'format, lint and layers', argv: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'] },
  { name: 'dead code', argv: ['node_modules/knip/bin/knip.js'] },
];

/** @returns the names of the checks that failed */
export function runChecks() {
  return checks
    .filter(({ name, argv }) => {
      console.log(`\ncheck: ${name}`);
      return spawnSync(process.execPath, argv, { stdio: 'inherit' }).status !== 0;
    })
    .map(({ name }) => name);
}

if (process.argv[1] === import.meta.filename) {
  const failed = runChecks();
  console.log(failed.length === 0 ? `\n${checks.length} checks passed` : `\nfailed: ${failed.join(', ')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
