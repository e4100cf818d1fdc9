import { Int64, Table, Utf8, vectorFromArray } from 'apache-arrow';
import { column, requestFor, SinkFixture, stagingOf, streamOf } from './sink-fixture.ts';

/** Ingests groups of three chunks into the file that the first argument names, and tells of each, until it is killed. */
const rowsPerChunk = 20_000;
const staging = stagingOf([
  column('chunk', { kind: 'int', bits: 64 }, 'BIGINT'),
  column('words', { kind: 'text' }, 'VARCHAR'),
]);
const fixture = new SinkFixture(process.argv[2]);
await fixture.prepare(staging);
let index = 0;
const send = (): void => {
  const chunks = Array.from({ length: rowsPerChunk }, () => BigInt(index));
  const words = chunks.map((chunk, row) => `row ${row} of chunk ${chunk}, long enough to be worth its place`);
  const table = new Table({ chunk: vectorFromArray(chunks, new Int64()), words: vectorFromArray(words, new Utf8()) });
  fixture.send('s', index++, rowsPerChunk, streamOf(table));
};
for (let i = 0; i < 3; i++) send();
fixture.onCredit(send);
for (;;) {
  const group = await fixture.sink.ingest(requestFor(staging, 's', { groupBytes: 4_000_000 }));
  process.send?.(group.chunks.length);
}
