import type { RunProgress, TablePhase, TableProgress } from '../../shared/progress.ts';
import { counted, formatBytes, formatCount, formatDuration } from '../../shared/text/units.ts';
import { oneLine } from './text.ts';

/** How often a table that is being read says so, in milliseconds of the run. */
const interval = 5000;

/** Progress where no terminal shows it: a line for every new phase, and one now and then for what goes on. */
export class PlainProgress {
  readonly #seen = new Map<string, { phase: TablePhase; waits: boolean; saidAt: number }>();

  next(progress: RunProgress): readonly string[] {
    return progress.tables.flatMap((table) => {
      const before = this.#seen.get(table.source);
      const waits = table.waitsForWarehouse === true;
      const changed = before?.phase !== table.phase || before.waits !== waits;
      const due = table.phase === 'extracting' && progress.elapsedMs - (before?.saidAt ?? 0) >= interval;
      if (!changed && !due) return [];
      this.#seen.set(table.source, { phase: table.phase, waits, saidAt: progress.elapsedMs });
      if (before === undefined && table.phase === 'waiting') return [];
      return [`${oneLine(table.source)}: ${describe(table)}`];
    });
  }
}

function describe(table: TableProgress): string {
  const rows = counted(table.rows, 'row');
  const copied = counted(table.storedRows ?? table.rows, 'row');
  switch (table.phase) {
    case 'waiting':
      return 'waiting';
    case 'extracting': {
      if (table.waitsForWarehouse) return 'waiting for the warehouse to start';
      if (table.rows === 0) return 'reading';
      const known = table.totalRows === undefined ? '' : ` of ${formatCount(table.totalRows)}`;
      const speed = `${formatCount(table.rowsPerSecond)} rows/s, ${(table.bytesPerSecond / 1e6).toFixed(1)} MB/s`;
      return `${formatCount(table.rows)}${known} rows, ${speed}`;
    }
    case 'loading':
      return `loading ${rows}`;
    case 'validating':
      return `validating, ${rows} read`;
    case 'publishing':
      return `publishing ${copied}`;
    case 'done':
      return `done, ${copied}, ${formatBytes(table.bytes)}, ${formatDuration(table.elapsedMs)}`;
    case 'failed':
      return `failed: ${oneLine(table.error?.message ?? 'no reason given')}`;
    case 'cancelled':
      return `cancelled at ${rows}`;
  }
}
