import process from 'node:process';
import { createBirpc } from 'birpc';
import type { EngineLog } from '../engine/engine-log.ts';
import { FileOwners } from '../engine/local/file-owners.ts';
import type { EngineEvents, EngineService } from '../shared/protocol/engine-protocol.ts';
import { decodeMessage, encodeMessage } from '../shared/protocol/rpc-codec.ts';
import { redact, redactFacts } from '../shared/redact.ts';
import { browsing } from './browsing.ts';
import { findThreads } from './find-threads.ts';
import { localFiles } from './local-files.ts';
import { logged } from './logged.ts';
import { Operations } from './operations.ts';
import { previewing } from './previewing.ts';
import { replicating } from './replicating.ts';
import { warehouseCalls } from './warehouse-calls.ts';
import { Workspaces } from './workspaces.ts';

/** However it goes, the process does not outlive its host by more than this. */
const longestFarewellMs = 4000;

const operations = new Operations();
const workspaces = new Workspaces((id, options) => host.getToken(id, options));
const log: EngineLog = (level, message, facts = {}) =>
  void host.onLog.asEvent({ level, message: redact(message), facts: redactFacts(facts) });

const threads = findThreads(import.meta.url);
const files = new FileOwners(threads.sink);
const parts = {
  threads,
  files,
  workspaces,
  operations,
  tell: {
    onProgress: (...event: Parameters<EngineEvents['onProgress']>) => void host.onProgress.asEvent(...event),
    log,
  },
};

let ending: Promise<void> | undefined;
function end(): Promise<void> {
  ending ??= (async () => {
    setTimeout(() => process.exit(1), longestFarewellMs).unref();
    await operations.end();
    await Promise.all([workspaces.close(), files.close()]);
  })();
  return ending;
}

const service = logged(log, {
  ...browsing(parts),
  ...warehouseCalls(parts),
  ...previewing(parts),
  ...localFiles(parts),
  ...replicating(parts),
  async shutDown() {
    await end();
    // After the answer has been sent.
    setImmediate(() => process.disconnect());
  },
} satisfies EngineService);

const host = createBirpc<EngineEvents, typeof service>(service, {
  // What cannot be sent has nobody left to read it: the host is gone, which is told by `disconnect`.
  post: (message) => void (process.connected && process.send?.(message, undefined, undefined, () => undefined)),
  on: (listen) => process.on('message', listen),
  serialize: encodeMessage,
  deserialize: decodeMessage,
  timeout: -1,
});

const leave = (): void => void end().finally(() => process.exit());
process.once('disconnect', leave);
process.once('SIGTERM', leave);
// Ctrl+C in a terminal from which the editor was started reaches this process too; its host decides.
process.on('SIGINT', () => undefined);
