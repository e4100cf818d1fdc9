import { expect, test } from 'vitest';
import { helpText } from '../../../src/cli/help.ts';

test.each(['plan', 'run'] as const)('%s says which levels do transforms', (command) => {
  expect(helpText(command, 'replicate').replaceAll(/\s+/g, ' ')).toContain(
    '--level LEVEL auto, basic, pandas, parquet or streaming, whatever the document says; a table with a transform needs pandas, or auto',
  );
});

test('every command has its line in the overview, and help that fits a terminal', () => {
  for (const command of ['plan', 'run', 'verify', 'undo', 'sample-warehouse'] as const) {
    expect(helpText(undefined, 'replicate')).toContain(`  replicate ${command} `);
    const lines = helpText(command, 'replicate').split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  }
});
