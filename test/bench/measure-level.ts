// Copies tables with the engine, in a process of its own; what is timed is `run`, until the file has been let go.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openEngine } from '../../src/engine/open-engine.ts';
import { parseReplication } from '../../src/shared/document/parse-replication.ts';
import { measure, readJob, say } from './support/measured-process.ts';
import type { Endpoint } from './support/warehouse.ts';

export interface LevelJob {
  readonly endpoint: Endpoint;
  readonly file: string;
  readonly level: string;
  /** `catalog.schema.table` of each. */
  readonly tables: readonly string[];
}

const { endpoint, file, level, tables } = await readJob<LevelJob>();
const dist = (thread: string): URL => new URL(`../../dist/${thread}.js`, import.meta.url);
const parsed = parseReplication(
  `connection: sample\ntarget: ${JSON.stringify(path.basename(file))}\ndefaults: { level: ${level} }\ntables: ${JSON.stringify(tables)}\n`,
);
if (!parsed.ok) {
  say({ event: 'skip', reason: parsed.diagnostics.map(({ message }) => message).join(' ') });
  process.exit();
}
const { engine, close } = openEngine({
  connection: {
    host: `${endpoint.host}:${endpoint.port}`,
    httpPath: endpoint.httpPath,
    network: { caCertificate: readFileSync(endpoint.caFile, 'utf8') },
    getToken: async () => endpoint.token,
  },
  threads: { fetch: dist('fetch-thread'), sink: dist('sink-thread') },
  readMemory: () => process.memoryUsage.rss(),
});
const signal = new AbortController().signal;
const planning = performance.now();
engine.prepare();
const plan = await engine.plan(parsed.replication, file, signal);
const refused = plan.refused[0];
if (refused === undefined) {
  await measure((performance.now() - planning) / 1000, async () => {
    const summary = await engine.run(plan, { signal, onProgress: () => undefined });
    const receipts = summary.tables.map((outcome) => {
      if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome));
      return outcome.receipt;
    });
    if (summary.unrecorded !== undefined) throw new Error(summary.unrecorded);
    const total = (of: (receipt: (typeof receipts)[number]) => number): number =>
      receipts.reduce((sum, receipt) => sum + of(receipt), 0);
    const detail = {
      tables: receipts.length,
      bytes: total(({ bytes }) => bytes),
      wireBytes: total(({ wireBytes }) => wireBytes),
      slices: total(({ slices }) => slices),
      // Of one table; of many side by side they would say nothing.
      ...(receipts.length === 1 ? { metrics: receipts[0]?.metrics } : {}),
    };
    return detail;
  });
} else {
  say({ event: 'skip', reason: refused.error.message });
}
await close();
