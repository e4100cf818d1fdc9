import { ReplicatorError } from '../../../shared/errors.ts';
import type { BulkResult, ChunkLocation, ResultManifest } from '../source.ts';
import type { RestAnswer, RestClient } from './rest-client.ts';
import { emptyAnswer } from './rest-client.ts';
import { type ResultAnswer, resultAnswer } from './statement-answers.ts';

/** A link that ends sooner is not handed out any more. */
const shortestLife = 60_000;
/** Milliseconds that are spent on giving a result back. */
const longestFarewell = 5000;

/** Takes over work that nobody waits for, and its failure. */
export type Follow = (work: Promise<unknown>) => void;

/** The result of one succeeded statement; keeps the links that the server gave until they run out. */
export class StatementResult implements BulkResult {
  readonly statementId: string;
  readonly manifest: ResultManifest;
  readonly #rest: RestClient;
  readonly #path: string;
  readonly #follow: Follow;
  readonly #known = new Map<number, ChunkLocation>();

  constructor(statementId: string, manifest: ResultManifest, rest: RestClient, follow: Follow) {
    this.statementId = statementId;
    this.manifest = manifest;
    this.#rest = rest;
    this.#follow = follow;
    this.#path = `/api/2.0/sql/statements/${encodeURIComponent(statementId)}`;
  }

  /**
   * Takes in what an answer says of where chunks are; times are set by our clock.
   * @throws ReplicatorError `integrity.manifest` where it speaks of other rows than the manifest does
   */
  remember(answer: RestAnswer<ResultAnswer>): void {
    const { value, clockSkew } = answer;
    if (value.attachment !== undefined) {
      const { chunk_index = 0 } = value;
      this.#expectSameRows({ ...value, chunk_index });
      this.#known.set(chunk_index, { kind: 'attachment', base64: value.attachment });
    }
    for (const link of value.external_links ?? []) {
      this.#expectSameRows(link);
      this.#known.set(link.chunk_index, {
        kind: 'link',
        url: link.external_link,
        headers: link.http_headers ?? {},
        expiresAt: Date.parse(link.expiration) - clockSkew,
      });
    }
  }

  /** @throws ReplicatorError `source.resultGone`, `source.protocol`, `auth.*`, `network.*`, `run.cancelled` */
  async locate(
    chunkIndex: number,
    options: { readonly fresh: boolean; readonly signal: AbortSignal },
  ): Promise<ChunkLocation> {
    const known = this.#known.get(chunkIndex);
    if (known?.kind === 'attachment') return known;
    if (!options.fresh && known !== undefined && known.expiresAt - Date.now() > shortestLife) return known;
    this.#known.delete(chunkIndex);
    this.remember(await this.#ask(chunkIndex, options.signal));
    const found = this.#known.get(chunkIndex);
    if (found === undefined) {
      throw new ReplicatorError('source.protocol', `The server gave no link for chunk ${chunkIndex}.`, {
        facts: { statementId: this.statementId, chunkIndex },
      });
    }
    return found;
  }

  #expectSameRows(place: {
    chunk_index: number;
    row_offset?: number | undefined;
    row_count?: number | undefined;
  }): void {
    const { chunk_index: index, row_offset: offset, row_count: rows } = place;
    const chunk = this.manifest.chunks[index];
    if (chunk !== undefined && (offset ?? chunk.rowOffset) === chunk.rowOffset && (rows ?? chunk.rows) === chunk.rows)
      return;
    const promised = chunk === undefined ? 'no such chunk' : `${chunk.rows} rows from ${chunk.rowOffset} on`;
    throw new ReplicatorError(
      'integrity.manifest',
      `A link is for chunk ${index} with ${rows ?? '?'} rows from ${offset ?? '?'} on; the manifest has ${promised}.`,
      { facts: { statementId: this.statementId, chunk: index } },
    );
  }

  close(): void {
    // The server forgets the result by itself within the hour: a courtesy is not worth a second attempt.
    const mayRetry = () => false;
    const signal = AbortSignal.timeout(longestFarewell);
    this.#follow(this.#rest.send({ method: 'DELETE', path: this.#path, answer: emptyAnswer, signal, mayRetry }));
  }

  async #ask(chunkIndex: number, signal: AbortSignal): Promise<RestAnswer<ResultAnswer>> {
    try {
      return await this.#rest.send({
        method: 'GET',
        path: `${this.#path}/result/chunks/${chunkIndex}`,
        answer: resultAnswer,
        signal,
      });
    } catch (thrown) {
      if (!(thrown instanceof ReplicatorError) || thrown.code !== 'source.notFound') throw thrown;
      throw resultGone(this.statementId);
    }
  }
}

export function resultGone(statementId: string): ReplicatorError {
  return new ReplicatorError('source.resultGone', `The server no longer has the result of statement ${statementId}.`, {
    facts: { statementId },
  });
}
