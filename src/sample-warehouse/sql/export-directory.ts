import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { VolumePlace } from '../volumes/volume-store.ts';
import { checkParquetColumns } from './check-parquet-columns.ts';
import type { Cursor } from './cursor.ts';
import { insufficientPermissions, unsupported } from './errors.ts';
import { type Execution, translateQuery } from './execution.ts';
import { quoteIdentifier, textLiteral } from './quote.ts';
import type { ReadColumn } from './read-arrow.ts';
import { readProperties } from './read-columns.ts';
import { describeQuery } from './run-query.ts';

/** Codecs as Spark names them, with what the names of files say, and DuckDB's word. */
const codecs: Readonly<Record<string, readonly [suffix: string, duckdb: string]>> = {
  snappy: ['.snappy', 'snappy'],
  zstd: ['.zstd', 'zstd'],
  gzip: ['.gz', 'gzip'],
  none: ['', 'uncompressed'],
  uncompressed: ['', 'uncompressed'],
};

const rowGroupRows = 20_480;

/** From behind INSERT OVERWRITE DIRECTORY. There is no result, not even a count. */
export async function exportDirectory(cursor: Cursor, execution: Execution): Promise<undefined> {
  const given = cursor.peek().kind === 'string' ? cursor.string() : undefined;
  cursor.expect('USING');
  const format = cursor.name();
  if (format.toLowerCase() !== 'parquet') throw unsupported(`INSERT OVERWRITE DIRECTORY USING ${format}`);
  const options = cursor.skip('OPTIONS') ? readProperties(cursor) : {};
  const target = given ?? options.path ?? '';
  const place = execution.volumes.place(target);
  if (place === undefined) throw insufficientPermissions('WRITE FILES', `any file at '${target}'`);
  const codec = codecs[(options.compression ?? 'snappy').toLowerCase()];
  if (codec === undefined) throw unsupported(`the compression ${options.compression}`);
  const query = await translateQuery(cursor, execution);
  const columns = await describeQuery(execution.connection, query);
  checkParquetColumns(columns);
  await writeParts(place, query.sql, columns, codec, execution);
  return undefined;
}

async function writeParts(
  place: VolumePlace,
  query: string,
  columns: readonly ReadColumn[],
  [suffix, compression]: readonly [string, string],
  { connection, volumes, file, exportFileBytes }: Execution,
): Promise<void> {
  await volumes.clearDirectory(place);
  const transaction = String(randomBytes(8).readBigUInt64BE() >> 1n);
  await writeFile(path.join(place.localPath, `_started_${transaction}`), '');
  const scratch = `${file}.parts`;
  try {
    await mkdir(scratch, { recursive: true });
    const names = columns.map((_, index) => `c${index}`);
    await connection.run(
      `COPY (SELECT ${columns.map(selected).join(', ')} FROM (${query}) AS q(${names.join(', ')})) TO ${textLiteral(scratch)}
       (FORMAT parquet, COMPRESSION ${compression}, ROW_GROUP_SIZE ${rowGroupRows}, FILE_SIZE_BYTES ${exportFileBytes})`,
    );
    const run = randomUUID();
    const first = randomInt(1000);
    const added: string[] = [];
    for (const [index, written] of (await readdir(scratch)).toSorted().entries()) {
      const part = String(index).padStart(5, '0');
      const name = `part-${part}-tid-${transaction}-${run}-${first + index}-1-c000${suffix}.parquet`;
      await rename(path.join(scratch, written), path.join(place.localPath, name));
      added.push(name);
    }
    const committed = JSON.stringify({ added, removed: [] });
    await writeFile(path.join(place.localPath, `_committed_${transaction}`), committed);
    await writeFile(path.join(place.localPath, '_SUCCESS'), '');
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function selected({ name, type }: ReadColumn, index: number): string {
  const value = type.kind === 'plain' && type.name === 'BIGINT' ? `CAST(c${index} AS BIGINT)` : `c${index}`;
  return `${value} AS ${quoteIdentifier(name)}`;
}
