import { expect, test } from 'vitest';
import { parseArguments } from '../../../src/cli/parse-arguments.ts';

const plain = (text: string) => ({ text, wild: false });

test('a run with everything', () => {
  expect(
    parseArguments([
      'run',
      'a.yaml',
      '--json',
      '--only',
      'a.b.c*',
      '--only',
      '`x.y`.b.c',
      '--level=streaming',
      '--resume',
      'last',
    ]),
  ).toEqual({
    command: 'run',
    arguments: {
      file: 'a.yaml',
      json: true,
      full: false,
      level: 'streaming',
      resume: 'last',
      only: [
        { catalog: plain('a'), schema: plain('b'), table: { text: 'c*', wild: true } },
        { catalog: plain('x.y'), schema: plain('b'), table: plain('c') },
      ],
    },
  });
});

test('what is kept, and what is undone', () => {
  const rest = { json: false, full: false, only: [] };
  expect(parseArguments(['run', 'a.yaml', '--keep-previous'])).toEqual({
    command: 'run',
    arguments: { file: 'a.yaml', ...rest, keepPrevious: true },
  });
  expect(parseArguments(['undo', 'a.yaml', '--run', 'r1'])).toEqual({
    command: 'undo',
    arguments: { file: 'a.yaml', ...rest, run: 'r1' },
  });
});

test('the sample warehouse', () => {
  expect(
    parseArguments(['sample-warehouse', '--port', '0', '--scale', '0.01', '--database', 'a', '--database', 'b']),
  ).toEqual({
    command: 'sample-warehouse',
    arguments: { port: 0, scale: 0.01, databases: ['a', 'b'] },
  });
  expect(parseArguments(['sample-warehouse', '--tables', '10000', '--token-lifetime=5', '--start-delay', '3'])).toEqual(
    {
      command: 'sample-warehouse',
      arguments: { databases: [], manyTables: 10_000, tokenLifetimeSeconds: 5, warehouseStartMs: 3000 },
    },
  );
});

test('help and version', () => {
  expect(parseArguments([])).toEqual({ command: 'help' });
  expect(parseArguments(['run', '--help'])).toEqual({ command: 'help', about: 'run' });
  expect(parseArguments(['help', 'plan'])).toEqual({ command: 'help', about: 'plan' });
  expect(parseArguments(['--version'])).toEqual({ command: 'version' });
});

test.each([
  [['sample-warehouse', '--tables', 'all'], '--tables all: a whole number from 0 to 100000 is needed.'],
  [['rnu'], 'There is no command “rnu”. Did you mean run?'],
  [['plan'], 'plan needs a document, such as demo.replication.yaml.'],
  [['plan', 'a', 'b'], 'plan does not know what to do with “b”.'],
  [['plan', 'a', '--jso'], 'plan has no option --jso. Did you mean --json?'],
  [['plan', 'a', '--resume', 'x'], 'plan has no option --resume.'],
  [
    ['run', 'a', '--only', 'b.c'],
    '--only b.c: three parts are needed, catalog.schema.table; * stands for any characters.',
  ],
  [
    ['run', 'a', '--level', 'fast'],
    '--level fast: there is no such level; it can be auto, basic, pandas, parquet or streaming.',
  ],
  [['sample-warehouse', '--port', '70000'], '--port 70000: a number from 0 to 65535 is needed.'],
  [['sample-warehouse', '--scale', '0'], '--scale 0: a number above 0 and up to 100 is needed.'],
])('%j is refused', (argv, message) => {
  expect(() => parseArguments(argv)).toThrow(expect.objectContaining({ code: 'usage.invalid', message }));
});

test.each(['auto', 'basic', 'pandas', 'parquet', 'streaming'])('--level %s is a level', (level) => {
  expect(parseArguments(['run', 'a', '--level', level])).toMatchObject({ arguments: { level } });
});
