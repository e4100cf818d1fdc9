import { sourceLabel } from '../../shared/names.ts';
import type { RunContext } from '../run/run-context.ts';
import type { FrameRequest } from '../sink/sink.ts';
import { stagingName } from '../sql/target-statements.ts';
import type { Delivery } from './read-result.ts';

/** Where the rows of a stream go, and under what they are checkpointed. */
export function writeRequest(
  { table, slice, result }: Delivery,
  streamId: string,
  { runId }: Pick<RunContext, 'runId'>,
): FrameRequest {
  return {
    staging: { target: table.target, staging: stagingName(table.target, runId), columns: table.columns },
    runId,
    table: sourceLabel(table.source),
    slice: slice.index,
    statementId: result.statementId,
    streamId,
    ...(table.transform === undefined ? {} : { transform: table.transform }),
  };
}
