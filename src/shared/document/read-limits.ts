import type { Field, NodeReader } from './node-reader.ts';
import { parseRate, parseSize } from './parse-size.ts';
import type { RequestedLimits } from './replication.ts';

export const limitBounds = { tables: 32, downloads: 64, threads: 1024, batch: 1_000_000 } as const;

export const defaultLimits: RequestedLimits = {
  tables: 4,
  downloads: 4,
  groupBytes: 1e9,
  sliceBytes: 4e9,
  batchRows: 10_000,
};

export const limitKeys = ['tables', 'downloads', 'memory', 'threads', 'group', 'slice', 'bandwidth', 'batch'] as const;

const smallestMemory = 64 * 2 ** 20;
const smallestBandwidth = 10_000;

export function readLimits(reader: NodeReader, field: Field): RequestedLimits {
  const fields = reader.map(field, limitKeys, `a mapping of ${limitKeys.join(', ')}`) ?? {};
  const count = (key: keyof typeof limitBounds): number | undefined => {
    const found = fields[key];
    return found === undefined ? undefined : reader.count(found, 1, limitBounds[key]);
  };
  const size = (key: string, lowest: number): number | undefined => {
    const found = fields[key];
    return found === undefined ? undefined : readSize(reader, found, lowest);
  };
  const memoryBytes = size('memory', smallestMemory);
  const threads = count('threads');
  const bandwidthBytes = fields.bandwidth && readRate(reader, fields.bandwidth);
  return {
    tables: count('tables') ?? defaultLimits.tables,
    downloads: count('downloads') ?? defaultLimits.downloads,
    groupBytes: size('group', 1) ?? defaultLimits.groupBytes,
    sliceBytes: size('slice', 1) ?? defaultLimits.sliceBytes,
    batchRows: count('batch') ?? defaultLimits.batchRows,
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(threads === undefined ? {} : { threads }),
    ...(bandwidthBytes === undefined ? {} : { bandwidthBytes }),
  };
}

function readRate(reader: NodeReader, field: Field): number | undefined {
  const expected = 'a size per second such as 2MB/s or 500 kB/s';
  const text = reader.text(field, expected);
  if (text === undefined) return undefined;
  const bytes = parseRate(text);
  if (bytes !== undefined && bytes >= smallestBandwidth) return bytes;
  const message = `${field.path}: “${text}” is ${bytes === undefined ? 'not a size per second' : 'too small'}`;
  reader.report(field.place, 'badSize', { message, expected: bytes === undefined ? expected : 'at least 10 kB/s' });
  return undefined;
}

function readSize(reader: NodeReader, field: Field, lowest: number): number | undefined {
  const expected = 'a size such as 500MB, 2GB or 1.5 GiB';
  const text = reader.text(field, expected);
  if (text === undefined) return undefined;
  const bytes = parseSize(text);
  if (bytes === undefined) {
    reader.report(field.place, 'badSize', { message: `${field.path}: “${text}” is not a size`, expected });
  } else if (bytes < lowest) {
    const smallest = lowest === 1 ? 'more than nothing' : `at least ${lowest / 2 ** 20} MiB`;
    reader.report(field.place, 'badSize', { message: `${field.path}: “${text}” is too small`, expected: smallest });
    return undefined;
  }
  return bytes;
}
