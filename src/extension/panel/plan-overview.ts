import { sourceLabel, targetLabel } from '../../shared/names.ts';
import type { Plan, TablePlan } from '../../shared/plan.ts';
import type { PlannedTable, PlanOverview } from '../../shared/protocol/panel-protocol.ts';

/** A plan without columns and statements, which are asked for table by table. */
export function overviewOf(plan: Plan): PlanOverview {
  return {
    createdAt: plan.createdAt,
    host: plan.host,
    file: plan.file,
    limits: plan.limits,
    tables: plan.tables.map(overviewOfTable),
    refused: plan.refused,
    warnings: plan.warnings ?? [],
    resumable: plan.resumable !== undefined,
  };
}

function overviewOfTable(table: TablePlan): PlannedTable {
  const { estimatedRows: rows, sourceBytes: bytes, estimatedSeconds: seconds, version } = table;
  return {
    source: sourceLabel(table.source),
    target: targetLabel(table.target),
    kind: table.kind,
    level: table.level,
    levelReason: table.levelReason,
    mode: table.mode,
    validation: table.validation,
    ...(version === undefined ? {} : { version }),
    ...(rows === undefined ? {} : { rows }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(seconds === undefined ? {} : { seconds }),
    slices: table.slices.length,
    columns: (table.transform?.columns ?? table.columns).length,
    losses: table.columns.filter(({ loss }) => loss !== undefined).length,
    warnings: table.warnings,
  };
}
