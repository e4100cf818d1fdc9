import type { EngineLog } from '../engine/engine-log.ts';
import type { FileOwners } from '../engine/local/file-owners.ts';
import type { EngineThreads } from '../engine/threads.ts';
import type { EngineEvents } from '../shared/protocol/engine-protocol.ts';
import type { Operations } from './operations.ts';
import type { Workspaces } from './workspaces.ts';

/** What the subjects of the service share. */
export interface WorkerParts {
  readonly threads: EngineThreads;
  readonly files: FileOwners;
  readonly workspaces: Workspaces;
  readonly operations: Operations;
  readonly tell: { readonly onProgress: EngineEvents['onProgress']; readonly log: EngineLog };
}
