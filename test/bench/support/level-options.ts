import { parseArgs } from 'node:util';
import { type LevelName, levelNames, peerNames } from './contenders.ts';
import { type ShapeName, shapeNames } from './shapes.ts';

export interface LevelOptions {
  readonly shapes: readonly ShapeName[];
  readonly levels: readonly LevelName[];
  readonly peers: readonly (typeof peerNames)[number][];
  readonly scale: number;
  readonly rounds: number;
  readonly python: string;
  readonly json?: string;
}

/** @throws Error for what is no option, or no value of one */
export function readLevelOptions(args: readonly string[]): LevelOptions {
  const { values, positionals } = parseArgs({
    args: withAllPeers(args),
    allowPositionals: true,
    options: {
      shapes: { type: 'string' },
      levels: { type: 'string' },
      peers: { type: 'string' },
      scale: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '5' },
      python: { type: 'string', default: 'python3' },
      json: { type: 'string' },
    },
  });
  if (positionals.length > 0) throw new Error(`What is ${positionals.join(' ')}? Lists are written with commas.`);
  return {
    shapes: chosen('shape', values.shapes, shapeNames),
    levels: chosen('level', values.levels, levelNames),
    peers: values.peers === undefined ? [] : chosen('peer', values.peers, peerNames),
    scale: positive('scale', values.scale),
    rounds: Math.ceil(positive('rounds', values.rounds)),
    python: values.python,
    ...(values.json === undefined ? {} : { json: values.json }),
  };
}

/** `--peers` without names means all of them. */
function withAllPeers(args: readonly string[]): string[] {
  return args.map((arg, at) =>
    arg === '--peers' && (args[at + 1] ?? '-').startsWith('-') ? `--peers=${peerNames.join(',')}` : arg,
  );
}

/** In the order in which they are always listed. */
function chosen<T extends string>(what: string, text: string | undefined, all: readonly T[]): readonly T[] {
  if (text === undefined) return all;
  const names = text.split(',');
  const unknown = names.find((name) => !all.some((one) => one === name));
  if (unknown !== undefined) throw new Error(`There is no ${what} ${unknown}; there are ${all.join(', ')}.`);
  return all.filter((one) => names.includes(one));
}

export function positive(what: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${what} must be a number above 0, not ${text}.`);
  return number;
}
