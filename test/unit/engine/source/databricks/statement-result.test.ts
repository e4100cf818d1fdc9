import { afterAll, describe, expect, it } from 'vitest';
import { HostBreakers } from '../../../../../src/engine/resilience/circuit-breaker.ts';
import { defaultRetryTiming } from '../../../../../src/engine/resilience/retry.ts';
import { RestClient } from '../../../../../src/engine/source/databricks/rest-client.ts';
import { StatementResult } from '../../../../../src/engine/source/databricks/statement-result.ts';
import type { ResultManifest } from '../../../../../src/engine/source/source.ts';
import { Agents } from '../../../../../src/network/agents.ts';

const agents = new Agents({});
afterAll(() => agents.close());

const manifest: ResultManifest = {
  columns: [],
  chunks: [
    { index: 0, rowOffset: 0, rows: 100 },
    { index: 1, rowOffset: 100, rows: 50 },
  ],
  totalRows: 150,
  compression: 'lz4',
};

function emptyResult(): StatementResult {
  const connection = {
    host: 'workspace.invalid',
    httpPath: '/sql/1.0/warehouses/0123456789abcdef',
    network: {},
    getToken: async () => 'token',
  };
  const options = { retryTiming: defaultRetryTiming, stallTimeout: 1000 };
  return new StatementResult(
    's1',
    manifest,
    new RestClient(connection, agents, new HostBreakers(), options),
    () => undefined,
  );
}

const link = (place: { chunk_index: number; row_offset?: number; row_count?: number }) => ({
  value: {
    external_links: [{ ...place, external_link: 'https://storage.invalid/x', expiration: '2999-01-01T00:00:00Z' }],
  },
  clockSkew: 0,
});

describe('where a chunk is', () => {
  it('is taken from a link that speaks of the rows of the manifest', async () => {
    const result = emptyResult();
    result.remember(link({ chunk_index: 1, row_offset: 100, row_count: 50 }));
    const location = await result.locate(1, { fresh: false, signal: new AbortController().signal });
    expect(location).toMatchObject({ kind: 'link', url: 'https://storage.invalid/x' });
    expect(() => result.remember(link({ chunk_index: 0 }))).not.toThrow();
  });

  it.each([
    ['another row offset', { chunk_index: 1, row_offset: 0, row_count: 50 }],
    ['another row count', { chunk_index: 1, row_offset: 100, row_count: 51 }],
    ['a chunk that there is not', { chunk_index: 2, row_offset: 150, row_count: 0 }],
  ])('is not taken from a link with %s', (_, place) => {
    expect(() => emptyResult().remember(link(place))).toThrow(expect.objectContaining({ code: 'integrity.manifest' }));
  });

  it('is not taken from an attachment of other rows', () => {
    const answer = { value: { attachment: 'AAAA', chunk_index: 0, row_offset: 0, row_count: 99 }, clockSkew: 0 };
    expect(() => emptyResult().remember(answer)).toThrow(expect.objectContaining({ code: 'integrity.manifest' }));
  });
});
