import { request } from 'node:https';
import type { SampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
}

interface WireLink {
  readonly chunk_index: number;
  readonly row_count: number;
  readonly byte_count: number;
  readonly next_chunk_index?: number;
  readonly external_link: string;
  readonly expiration: string;
}

/** The keys of all replies that tests look at. */
export interface WireJson {
  readonly [key: string]: unknown;
  readonly error_code?: string | number;
  readonly message?: string;
  readonly session_id?: string;
  readonly statement_id?: string;
  readonly status?: {
    readonly state: string;
    readonly error?: { readonly error_code: string; readonly message: string };
    readonly sql_state?: string;
  };
  readonly manifest?: {
    readonly [key: string]: unknown;
    readonly chunks?: readonly { readonly row_count: number; readonly byte_count: number }[];
    readonly total_row_count: number;
    readonly truncated: boolean;
  };
  readonly result?: { readonly [key: string]: unknown; readonly external_links?: readonly WireLink[] };
  readonly external_links?: readonly WireLink[];
  readonly tables?: readonly { readonly [key: string]: unknown; readonly name: string }[];
  readonly next_page_token?: string;
  readonly state?: string;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request with the certificate authority checked; rejects when the connection breaks. */
export function send(ca: string, method: string, url: string, options: CallOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, ca, headers: { ...options.headers }, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(parts) }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(options.body === undefined ? undefined : JSON.stringify(options.body));
  });
}

/** One authenticated request to the REST services, and its JSON. */
export async function call(
  warehouse: SampleWarehouse,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer & { readonly json: WireJson }> {
  const url = `https://${warehouse.host}:${warehouse.port}${path}`;
  const headers = { authorization: `Bearer ${warehouse.token}` };
  const answer = await send(warehouse.caCertificate, method, url, { body, headers });
  return { ...answer, json: JSON.parse(answer.bytes.toString('utf8')) as WireJson };
}
