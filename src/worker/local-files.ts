import { existsSync } from 'node:fs';
import { describeCreate, dropLocal } from '../engine/local/change-file.ts';
import { checkFreshness } from '../engine/local/check-freshness.ts';
import { describeFile } from '../engine/local/describe-file.ts';
import type { Look } from '../engine/local/file-owner.ts';
import { modestLimits } from '../engine/local/opening.ts';
import { undoRun } from '../engine/local/undo-run.ts';
import type { Sink } from '../engine/sink/sink.ts';
import { selectAll } from '../engine/sql/sample-queries.ts';
import { ReplicatorError } from '../shared/errors.ts';
import type { EngineService, OperationId } from '../shared/protocol/engine-protocol.ts';
import type { RowSample } from '../shared/rows.ts';
import type { WorkerParts } from './worker-parts.ts';

type LocalCalls = Pick<
  EngineService,
  | 'createFile'
  | 'describeFile'
  | 'queryFile'
  | 'previewLocal'
  | 'describeCreate'
  | 'dropLocal'
  | 'checkFreshness'
  | 'undo'
>;

/** DuckDB files as people look at them and change them; nothing here talks to a workspace but `checkFreshness`. */
export function localFiles({ files, workspaces, operations }: WorkerParts): LocalCalls {
  const look = async <T>(file: string, work: (look: Look) => Promise<T>, signal = operations.ending): Promise<T> => {
    mustExist(file);
    return files.of(file).look(work, signal);
  };
  const change = <T>(file: string, make: (sink: Pick<Sink, 'query' | 'transaction'>) => Promise<T>): Promise<T> => {
    return files.of(file).change(make, modestLimits(), operations.ending);
  };
  const sample = (operation: OperationId, file: string, sql: string, limit: number): Promise<RowSample> =>
    operations.run(operation, async (signal) => {
      const startedAt = performance.now();
      const rows = await look(file, (looking) => looking.sample({ sql, limit }), signal);
      return { ...rows, elapsedMs: Math.round(performance.now() - startedAt) };
    });
  return {
    async createFile(file) {
      if (!existsSync(file)) await change(file, async () => undefined);
    },
    describeFile: (file) => look(file, (looking) => describeFile(file, looking)),
    queryFile: sample,
    previewLocal: (operation, file, name, limit) => sample(operation, file, selectAll(name), limit),
    describeCreate: (file, name) => look(file, (looking) => describeCreate((one) => looking.read(one), name)),
    async dropLocal(file, name) {
      mustExist(file);
      await change(file, (sink) => dropLocal(sink, name));
    },
    async checkFreshness(connection, file) {
      const described = await look(file, (looking) => describeFile(file, looking));
      return workspaces.use(connection, ({ browser }) =>
        checkFreshness(described, connection.label, (name) => browser.describeTable(name, operations.ending)),
      );
    },
    async undo(file, runId) {
      mustExist(file);
      return change(file, (sink) => undoRun(sink, runId));
    },
  };
}

function mustExist(file: string): void {
  if (existsSync(file)) return;
  throw new ReplicatorError('sink.unwritable', `There is no file ${file}.`);
}
