import type { MessagePort } from 'node:worker_threads';
import { type ErrorData, fromErrorData, toErrorData } from '../../../shared/errors.ts';
import type { IngestedGroup, IngestRequest, OpenOptions, SinkRow, Statement } from '../sink.ts';

/** What the sink's thread answers; `epoch` is the count of cancels when the call was made. */
export interface SinkCalls {
  open(epoch: number, options: OpenOptions): Promise<void>;
  query(epoch: number, statement: Statement): Promise<readonly SinkRow[]>;
  transaction(epoch: number, statements: readonly Statement[]): Promise<void>;
  ingest(epoch: number, request: IngestRequest): Promise<IngestedGroup>;
  /** Resolves when nothing of before the cancel is under way any more. */
  interrupt(): Promise<void>;
  close(): Promise<void>;
  /** Ends the thread in order; nothing can be called afterwards. */
  end(): Promise<void>;
}

export interface SinkThreadStart {
  readonly port: MessagePort;
  readonly signal: SharedArrayBuffer;
  readonly control: SharedArrayBuffer;
}

/** A structured clone keeps nothing of an error but its message; so errors travel as plain facts. */
export function encodeMessage(message: unknown): unknown {
  if (!hasError(message)) return message;
  return { ...message, e: toErrorData(message.e) };
}

export function decodeMessage(message: unknown): unknown {
  if (!hasError(message)) return message;
  return { ...message, e: isErrorData(message.e) ? fromErrorData(message.e) : message.e };
}

function hasError(message: unknown): message is { readonly e: unknown } {
  return typeof message === 'object' && message !== null && 'e' in message && message.e !== undefined;
}

function isErrorData(value: unknown): value is ErrorData {
  return typeof value === 'object' && value !== null && 'code' in value && 'facts' in value && 'message' in value;
}
