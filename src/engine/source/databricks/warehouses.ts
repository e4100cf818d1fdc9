import { z } from 'zod';
import type { WarehouseEntry } from '../../../shared/catalog-entries.ts';
import { ReplicatorError } from '../../../shared/errors.ts';
import { emptyAnswer, type RestClient } from './rest-client.ts';

const root = '/api/2.0/sql/warehouses';

const warehouseAnswer = z.object({
  id: z.string(),
  name: z.string(),
  cluster_size: z.string().nullish(),
  size: z.string().nullish(),
  state: z.string(),
  auto_stop_mins: z.number().nullish(),
  enable_serverless_compute: z.boolean().nullish(),
  warehouse_type: z.string().nullish(),
  odbc_params: z.object({ path: z.string().nullish() }).nullish(),
});
const listAnswer = z.object({ warehouses: z.array(warehouseAnswer).nullish(), next_page_token: z.string().nullish() });

/** More pages than any workspace has; a server that sends more of them is going round in circles. */
const mostPages = 100;

/** The SQL warehouses of a workspace; only `start` wakes one. */
export class Warehouses {
  readonly #rest: RestClient;

  constructor(rest: RestClient) {
    this.#rest = rest;
  }

  /** By name. */
  async list(signal: AbortSignal): Promise<readonly WarehouseEntry[]> {
    const found: WarehouseEntry[] = [];
    let token = '';
    for (let page = 0; page < mostPages; page += 1) {
      const query = token === '' ? {} : { page_token: token };
      const { value } = await this.#rest.send({ method: 'GET', path: root, query, answer: listAnswer, signal });
      found.push(...(value.warehouses ?? []).map(toEntry));
      token = value.next_page_token ?? '';
      if (token === '') return found.toSorted((a, b) => a.name.localeCompare(b.name));
    }
    throw new ReplicatorError('source.protocol', 'The list of warehouses goes on without an end.');
  }

  /** @throws ReplicatorError `source.warehouseGone`, `auth.*`, `network.*` */
  async describe(id: string, signal: AbortSignal): Promise<WarehouseEntry> {
    const path = `${root}/${encodeURIComponent(id)}`;
    return unlessGone(id, async () => {
      const { value } = await this.#rest.send({ method: 'GET', path, answer: warehouseAnswer, signal });
      return toEntry(value);
    });
  }

  /** Asks for it and does not wait. */
  async change(id: string, to: 'start' | 'stop', signal: AbortSignal): Promise<void> {
    const path = `${root}/${encodeURIComponent(id)}/${to}`;
    await unlessGone(id, () => this.#rest.send({ method: 'POST', path, body: {}, answer: emptyAnswer, signal }));
  }
}

async function unlessGone<T>(id: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (thrown) {
    if (!(thrown instanceof ReplicatorError) || thrown.code !== 'source.notFound') throw thrown;
    throw new ReplicatorError('source.warehouseGone', `There is no SQL warehouse ${id} any more.`, {
      facts: { warehouseId: id },
    });
  }
}

function toEntry(answer: z.infer<typeof warehouseAnswer>): WarehouseEntry {
  const { id, name, state, auto_stop_mins: minutes } = answer;
  const serverless = answer.enable_serverless_compute === true;
  return {
    id,
    name,
    size: answer.cluster_size ?? answer.size ?? '',
    state,
    kind: serverless ? 'serverless' : answer.warehouse_type === 'PRO' ? 'pro' : 'classic',
    // Older workspaces say `endpoints`, which drivers take too.
    httpPath: `/sql/1.0/warehouses/${id}`,
    ...(typeof minutes === 'number' && minutes > 0 ? { autoStopMinutes: minutes } : {}),
  };
}
