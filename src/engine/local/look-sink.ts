import { ReplicatorError } from '../../shared/errors.ts';
import type { Sink } from '../sink/sink.ts';
import type { FileOwner, Look } from './file-owner.ts';

/** A sink for work that only looks: it shares the file with everybody else who does. */
export function lookSink(owner: FileOwner, signal: AbortSignal): Sink {
  let shared: { readonly look: Look; leave(): Promise<void> } | undefined;
  const refuse = (): never => {
    throw new ReplicatorError('internal.bug', 'The file was opened to read and is to be written.');
  };
  return {
    open: () =>
      new Promise((resolve, reject) => {
        const { promise: over, resolve: end } = Promise.withResolvers<void>();
        const looking = owner.look(async (look) => {
          shared = {
            look,
            leave: () => {
              end();
              return looking;
            },
          };
          resolve();
          await over;
        }, signal);
        looking.catch(reject);
      }),
    query: async (statement) => (shared === undefined ? refuse() : shared.look.read(statement)),
    transaction: async () => refuse(),
    ingest: async () => refuse(),
    // The signal has stopped it.
    cancel: async () => undefined,
    close: async () => shared?.leave(),
  };
}
