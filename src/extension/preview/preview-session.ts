import { toErrorData } from '../../shared/errors.ts';
import type { PreviewHost, PreviewResult, PreviewState } from '../../shared/protocol/preview-protocol.ts';
import type { RowSample } from '../../shared/rows.ts';
import { describeError, type Remedy } from '../errors/describe-error.ts';
import { headingOf, type PreviewSubject } from './preview-subject.ts';

/** What a session needs of the editor. */
export interface PreviewSurroundings {
  /** @throws ReplicatorError; `run.cancelled` where a person thought better of it */
  read(subject: PreviewSubject, limit: number, signal: AbortSignal, note: (text: string) => void): Promise<RowSample>;
  copy(text: string): PromiseLike<void>;
  remedy(remedy: Remedy): PromiseLike<unknown>;
  /** Statements that were run in a file, newest first. */
  history(file: string): readonly string[];
  remember(file: string, sql: string): void;
  tell(state: PreviewState): void;
}

const mostRows = 10_000;

/** The rows of one subject, as often as they are read. */
export class PreviewSession implements PreviewHost {
  readonly #around: PreviewSurroundings;
  #subject: PreviewSubject;
  #limit: number;
  #result: PreviewResult = { kind: 'none' };
  #remedies: readonly Remedy[] = [];
  #reading: AbortController | undefined;

  constructor(subject: PreviewSubject, limit: number, around: PreviewSurroundings) {
    this.#subject = subject;
    this.#limit = limit;
    this.#around = around;
  }

  async pull(): Promise<PreviewState> {
    return this.#state();
  }

  async run(limit: number, sql: string): Promise<void> {
    this.close();
    this.#limit = Math.min(mostRows, Math.max(1, Math.floor(limit) || 1));
    if (this.#subject.kind === 'query') {
      this.#subject = { ...this.#subject, sql };
      if (sql.trim() === '') return this.#show({ kind: 'none' });
      this.#around.remember(this.#subject.file, sql.trim());
    }
    await this.#read();
  }

  async cancel(): Promise<void> {
    if (this.#reading === undefined) return;
    this.close();
    this.#show({ kind: 'none' });
  }

  /** Nobody looks any more: what is being read is cancelled, and nothing is told of it. */
  close(): void {
    this.#reading?.abort();
    this.#reading = undefined;
  }

  async copy(text: string): Promise<void> {
    await this.#around.copy(text);
  }

  async remedy(title: string): Promise<void> {
    const remedy = this.#remedies.find((one) => one.title === title);
    if (remedy !== undefined) await this.#around.remedy(remedy);
  }

  async #read(): Promise<void> {
    const reading = new AbortController();
    const { signal } = reading;
    const since = Date.now();
    this.#reading = reading;
    this.#show({ kind: 'running', since });
    const note = (text: string): void => {
      if (!signal.aborted) this.#show({ kind: 'running', since, note: text });
    };
    const result = await this.#around
      .read(this.#subject, this.#limit, signal, note)
      .then((sample): PreviewResult => ({ kind: 'rows', sample }))
      .catch((error: unknown) => this.#failure(error));
    if (signal.aborted) return;
    this.#reading = undefined;
    this.#show(result);
  }

  #failure(thrown: unknown): PreviewResult {
    const { error, text, remedies } = describeError(thrown);
    if (error.code === 'run.cancelled') return { kind: 'none' };
    this.#remedies = remedies;
    return { kind: 'failed', error: toErrorData(error), text, remedies: remedies.map(({ title }) => title) };
  }

  #show(result: PreviewResult): void {
    this.#result = result;
    this.#around.tell(this.#state());
  }

  #state(): PreviewState {
    const query = this.#subject.kind === 'query' ? this.#subject : undefined;
    return {
      ...headingOf(this.#subject),
      limit: this.#limit,
      sql: query?.sql ?? '',
      history: query === undefined ? [] : this.#around.history(query.file),
      result: this.#result,
    };
  }
}
