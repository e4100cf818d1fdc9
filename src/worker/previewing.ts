import { checkStatement } from '../engine/assess/check-statement.ts';
import { countRows, selectFirstRows } from '../engine/sql/source-queries.ts';
import type { EngineService } from '../shared/protocol/engine-protocol.ts';
import { cutText } from '../shared/rows.ts';
import type { WorkerParts } from './worker-parts.ts';

type Previewing = Pick<EngineService, 'previewSource' | 'checkFilter'>;

/** Looking at rows of the source, and checking conditions; both wake the warehouse. */
export function previewing({ workspaces, operations }: WorkerParts): Previewing {
  return {
    previewSource: (operation, connection, name, limit) =>
      operations.run(operation, (signal) =>
        workspaces.use(connection, async (workspace) => {
          const startedAt = performance.now();
          const bulk = workspace.bulk();
          const { columns } = await workspace.browser.describeTable(name, signal);
          const { rows, more } = await bulk.readText(selectFirstRows(name, columns, limit + 1), signal);
          return {
            columns: columns.map(({ name, type }) => ({ name, type })),
            rows: rows.slice(0, limit).map((row) => row.map(cutText)),
            more: more || rows.length > limit,
            elapsedMs: Math.round(performance.now() - startedAt),
          };
        }),
      ),
    checkFilter: (operation, connection, source, where) =>
      operations.run(operation, (signal) =>
        workspaces.use(connection, async (workspace) =>
          checkStatement(countRows({ source, where }), workspace.control(), signal),
        ),
      ),
  };
}
