import { expect, test } from 'vitest';
import { programName } from '../../../src/cli/program-name.ts';
import { renderNextSteps } from '../../../src/cli/render/next-steps.ts';
import { createStyle } from '../../../src/cli/render/style.ts';

test.each([
  ['/clone/dist/cli.js', '/clone', 'node dist/cli.js'],
  ['/clone/dist/cli.js', '/clone/docs', 'node ../dist/cli.js'],
  ['/a clone/dist/cli.js', '/', 'node "a clone/dist/cli.js"'],
  ['/usr/bin/databricks-duckdb-replicator', '/clone', 'databricks-duckdb-replicator'],
])('%s is called from %s as %s', (script, folder, name) => {
  expect(programName(script, folder)).toBe(name);
});

test('what to try next can be typed as it is printed', () => {
  const told = {
    program: 'node dist/cli.js',
    document: 'my demo.replication.yaml',
    file: 'demo.duckdb',
    table: 'samples.tpch.lineitem',
  };
  const lines = renderNextSteps(told, createStyle(100, false)).map((line) => line.trim());
  expect(lines).toContain('node dist/cli.js verify "my demo.replication.yaml" --only samples.tpch.lineitem');
  expect(lines).toContain('node dist/cli.js plan "my demo.replication.yaml" --full');
});
