import { ReplicatorError } from '../../shared/errors.ts';
import type { Sink } from '../sink/sink.ts';
import type { FileOwner } from './file-owner.ts';

/** A sink for work that only looks: it shares the file with everybody else who does, and holds it for nobody. */
export function lookSink(owner: FileOwner, signal: AbortSignal): Sink {
  const refuse = async (): Promise<never> => {
    throw new ReplicatorError('internal.bug', 'The file was opened to read and is to be written.');
  };
  return {
    open: () => owner.look(async () => undefined, signal),
    query: (statement) => owner.look((look) => look.read(statement), signal),
    transaction: refuse,
    ingest: refuse,
    collect: refuse,
    writeFrame: refuse,
    dropFrame: refuse,
    calculate: (statement) => owner.calculate(statement),
    append: refuse,
    // The signal stops what is asked.
    cancel: async () => undefined,
    // The owner lets go of the file by itself.
    close: async () => undefined,
  };
}
