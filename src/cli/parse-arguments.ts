import { type ParseArgsConfig, parseArgs } from 'node:util';
import { levelChoice, wordList } from '../shared/document/choices.ts';
import { parseName } from '../shared/document/parse-name.ts';
import type { LevelChoice } from '../shared/document/replication.ts';
import type { SourcePattern } from '../shared/document/source-pattern.ts';
import { suggest } from '../shared/document/suggest.ts';
import { ReplicatorError } from '../shared/errors.ts';

const commandNames = ['plan', 'run', 'verify', 'undo', 'sample-warehouse'] as const;
export type CommandName = (typeof commandNames)[number];

export interface DocumentArguments {
  readonly file: string;
  readonly json: boolean;
  readonly full: boolean;
  readonly only: readonly SourcePattern[];
  readonly level?: LevelChoice;
  readonly resume?: string;
  readonly keepPrevious?: true;
  /** Which run to undo. */
  readonly run?: string;
}

export interface SampleArguments {
  readonly port?: number;
  readonly scale?: number;
  readonly databases: readonly string[];
  readonly faults?: string;
  readonly manyTables?: number;
  readonly tokenLifetimeSeconds?: number;
  readonly warehouseStartMs?: number;
}

export type Invocation =
  | { readonly command: 'version' }
  | { readonly command: 'help'; readonly about?: CommandName }
  | { readonly command: 'plan' | 'run' | 'verify' | 'undo'; readonly arguments: DocumentArguments }
  | { readonly command: 'sample-warehouse'; readonly arguments: SampleArguments };

type Options = NonNullable<ParseArgsConfig['options']>;

const help = { help: { type: 'boolean', short: 'h' } } as const satisfies Options;
const json = { json: { type: 'boolean' } } as const satisfies Options;
const common = { ...help, ...json, only: { type: 'string', multiple: true } } as const satisfies Options;
const copying = {
  ...common,
  level: { type: 'string' },
  full: { type: 'boolean' },
  'keep-previous': { type: 'boolean' },
} as const satisfies Options;
const optionsOf = {
  plan: copying,
  run: { ...copying, resume: { type: 'string' } },
  verify: common,
  undo: { ...help, ...json, run: { type: 'string' } },
  'sample-warehouse': {
    ...help,
    port: { type: 'string' },
    scale: { type: 'string' },
    database: { type: 'string', multiple: true },
    faults: { type: 'string' },
    tables: { type: 'string' },
    'token-lifetime': { type: 'string' },
    'start-delay': { type: 'string' },
  },
} as const satisfies Record<CommandName, Options>;

/** @throws ReplicatorError `usage.invalid` */
export function parseArguments(argv: readonly string[]): Invocation {
  const [first, ...rest] = argv;
  if (first === undefined || first === '--help' || first === '-h') return { command: 'help' };
  if (first === 'help') return { command: 'help', ...(rest[0] === undefined ? {} : { about: commandOf(rest[0]) }) };
  if (first === '--version' || first === '-v') return { command: 'version' };
  const command = commandOf(first);
  const { values, positionals } = split(command, rest);
  if (values.help === true) return { command: 'help', about: command };
  if (command === 'sample-warehouse') {
    refuseMore(positionals, 0, command);
    return { command, arguments: sampleArguments(values) };
  }
  const file = positionals[0] ?? refuse(`${command} needs a document, such as demo.replication.yaml.`);
  refuseMore(positionals, 1, command);
  return { command, arguments: documentArguments(file, values) };
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

function split(command: CommandName, args: readonly string[]): { values: Values; positionals: string[] } {
  const options: Options = optionsOf[command];
  const unknown = args.find((arg) => /^--?[A-Za-z]/.test(arg) && !isKnown(arg, options));
  if (unknown !== undefined) {
    const name = unknown.replace(/^-+/, '').replace(/=.*$/s, '');
    const meant = suggest(name, Object.keys(options));
    const hint = meant === undefined ? '' : ` Did you mean --${meant}?`;
    refuse(`${command} has no option ${unknown.replace(/=.*$/s, '')}.${hint}`);
  }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new ReplicatorError('usage.invalid', `${command}: ${message}`, { cause: error });
  }
}

function isKnown(arg: string, options: Options): boolean {
  const name = arg.replace(/^-+/, '').replace(/=.*$/s, '');
  return arg.startsWith('--') ? Object.hasOwn(options, name) : Object.values(options).some((one) => one.short === name);
}

function documentArguments(file: string, values: Values): DocumentArguments {
  const level = textOf(values.level);
  const resume = textOf(values.resume);
  const run = textOf(values.run);
  return {
    file,
    json: values.json === true,
    full: values.full === true,
    only: textsOf(values.only).map(toPattern),
    ...(level === undefined ? {} : { level: toLevel(level) }),
    ...(resume === undefined ? {} : { resume }),
    ...(values['keep-previous'] === true ? { keepPrevious: true } : {}),
    ...(run === undefined ? {} : { run }),
  };
}

function toPattern(text: string): SourcePattern {
  const name = parseName(text);
  const [catalog, schema, table] = 'parts' in name ? name.parts : [];
  const complete = 'parts' in name && name.parts.length === 3;
  if (!complete || !catalog || !schema || !table) {
    refuse(`--only ${text}: three parts are needed, catalog.schema.table; * stands for any characters.`);
  }
  return { catalog, schema, table };
}

function toLevel(text: string): LevelChoice {
  const level = levelChoice.available.find((known) => known === text);
  if (level !== undefined) return level;
  const known = levelChoice.all.some((one) => one === text);
  refuse(
    `--level ${text}: ${known ? 'not available yet' : 'there is no such level'}; it can be ${wordList(levelChoice.available)}.`,
  );
}

function sampleArguments(values: Values): SampleArguments {
  const [port, scale, faults] = [textOf(values.port), textOf(values.scale), textOf(values.faults)];
  if (port !== undefined && !(/^[0-9]+$/.test(port) && Number(port) <= 65_535)) {
    refuse(`--port ${port}: a number from 0 to 65535 is needed.`);
  }
  if (scale !== undefined && !(Number(scale) > 0 && Number(scale) <= 100)) {
    refuse(`--scale ${scale}: a number above 0 and up to 100 is needed.`);
  }
  const manyTables = wholeNumber(values, 'tables', 0, 100_000);
  const tokenLifetimeSeconds = wholeNumber(values, 'token-lifetime', 1, 86_400);
  const startDelay = wholeNumber(values, 'start-delay', 0, 3600);
  return {
    databases: textsOf(values.database),
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(scale === undefined ? {} : { scale: Number(scale) }),
    ...(faults === undefined ? {} : { faults }),
    ...(manyTables === undefined ? {} : { manyTables }),
    ...(tokenLifetimeSeconds === undefined ? {} : { tokenLifetimeSeconds }),
    ...(startDelay === undefined ? {} : { warehouseStartMs: startDelay * 1000 }),
  };
}

function wholeNumber(values: Values, option: string, least: number, most: number): number | undefined {
  const text = textOf(values[option]);
  if (text === undefined) return undefined;
  const number = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  refuse(`--${option} ${text}: a whole number from ${least} to ${most} is needed.`);
}

function commandOf(text: string): CommandName {
  const command = commandNames.find((name) => name === text);
  if (command !== undefined) return command;
  const meant = suggest(text, commandNames);
  refuse(
    `There is no command “${text}”. ${meant === undefined ? `It can be ${commandNames.join(', ')}.` : `Did you mean ${meant}?`}`,
  );
}

function refuseMore(positionals: readonly string[], most: number, command: CommandName): void {
  const extra = positionals[most];
  if (extra !== undefined) refuse(`${command} does not know what to do with “${extra}”.`);
}

function textOf(value: Values[string]): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function textsOf(value: Values[string]): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function refuse(message: string): never {
  throw new ReplicatorError('usage.invalid', message);
}
