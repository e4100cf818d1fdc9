import type { MessagePort } from 'node:worker_threads';
import type {
  AppendedBatch,
  AppendRequest,
  CollectedFrame,
  CollectRequest,
  CommittedStatements,
  FrameRequest,
  IngestedGroup,
  IngestRequest,
  OpenOptions,
  Sample,
  SampleRequest,
  SinkRow,
  Statement,
  WrittenFrame,
} from '../sink.ts';

/** What the sink's thread answers; `epoch` is the count of cancels when the call was made. */
export interface SinkCalls {
  open(epoch: number, options: OpenOptions): Promise<void>;
  query(epoch: number, statement: Statement): Promise<readonly SinkRow[]>;
  transaction(epoch: number, statements: readonly Statement[]): Promise<CommittedStatements>;
  ingest(epoch: number, request: IngestRequest): Promise<IngestedGroup>;
  collect(epoch: number, request: CollectRequest): Promise<CollectedFrame>;
  writeFrame(epoch: number, request: FrameRequest): Promise<WrittenFrame>;
  dropFrame(streamId: string): Promise<void>;
  calculate(statement: Statement): Promise<readonly SinkRow[]>;
  append(epoch: number, request: AppendRequest): Promise<AppendedBatch>;
  read(look: string, statement: Statement): Promise<readonly SinkRow[]>;
  sample(look: string, request: SampleRequest): Promise<Sample>;
  stop(look: string): Promise<void>;
  /** Resolves when nothing of before the cancel is under way any more. */
  interrupt(): Promise<void>;
  close(): Promise<void>;
  /** Ends the thread in order; nothing can be called afterwards. */
  end(): Promise<void>;
}

/** What the sink's thread tells. */
export interface SinkEvents {
  /** Of the group of this stream that is being written, so far. */
  written(streamId: string, rows: number, bytes: number): void;
}

export interface SinkThreadStart {
  readonly port: MessagePort;
  readonly signal: SharedArrayBuffer;
  readonly control: SharedArrayBuffer;
}
