import type { Operation } from '../faults/fault-rule.ts';
import { json } from '../http/reply.ts';
import type { Route, WarehouseRequest } from '../http/route.ts';
import { cutPage, describePage, readPageRequest } from '../unity-catalog/page.ts';
import type { Warehouse } from './warehouse.ts';
import { legacySize } from './warehouse-features.ts';
import type { Warehouses } from './warehouses.ts';

const root = '/api/2.0/sql/warehouses';

export interface WarehousePlace {
  readonly host: string;
  readonly port: () => number;
  readonly sessions: (warehouse: Warehouse) => number;
}

function describeWarehouse(warehouse: Warehouse, place: WarehousePlace) {
  const { host } = place;
  const { httpPath, features } = warehouse;
  const port = place.port();
  const running = warehouse.state === 'RUNNING';
  return {
    id: warehouse.id,
    name: features.name,
    size: legacySize(features.clusterSize),
    cluster_size: features.clusterSize,
    min_num_clusters: 1,
    max_num_clusters: 1,
    auto_stop_mins: features.autoStopMinutes,
    auto_resume: true,
    creator_name: 'sample.user@example.com',
    tags: {},
    spot_instance_policy: 'COST_OPTIMIZED',
    enable_photon: true,
    channel: { name: 'CHANNEL_NAME_CURRENT' },
    enable_serverless_compute: features.serverless,
    warehouse_type: features.type,
    num_clusters: running ? 1 : 0,
    num_active_sessions: running ? place.sessions(warehouse) : 0,
    state: warehouse.state,
    jdbc_url: `jdbc:databricks://${host}:${port}/default;transportMode=http;ssl=1;AuthMech=3;httpPath=${httpPath};`,
    odbc_params: { hostname: host, path: httpPath, protocol: 'https', port },
    health: { status: 'HEALTHY' },
  };
}

export function warehouseRoutes(
  warehouses: Warehouses,
  place: WarehousePlace,
  pageLength: number | undefined,
): readonly Route[] {
  const subject = (operation: Operation) => () => ({ operation });
  const find = (request: WarehouseRequest): Warehouse => warehouses.get(request.params.warehouse ?? '');
  return [
    {
      method: 'GET',
      pattern: root,
      subject: subject('warehouse-list'),
      handle: async ({ query }) => {
        const size = query.get('page_size');
        const request = readPageRequest(
          new URLSearchParams({
            ...(size === null ? {} : { max_results: size }),
            page_token: query.get('page_token') ?? '',
          }),
        );
        const page = cutPage(warehouses.list(), request, pageLength ?? 100, false);
        const items = page.items.map((warehouse) => describeWarehouse(warehouse, place));
        return json(describePage('warehouses', { ...page, items }));
      },
    },
    {
      method: 'GET',
      pattern: `${root}/:warehouse`,
      subject: subject('warehouse-get'),
      handle: async (request) => json(describeWarehouse(find(request), place)),
    },
    {
      method: 'POST',
      pattern: `${root}/:warehouse/start`,
      subject: subject('warehouse-start'),
      handle: async (request) => {
        find(request).start();
        return json({});
      },
    },
    {
      method: 'POST',
      pattern: `${root}/:warehouse/stop`,
      subject: subject('warehouse-stop'),
      handle: async (request) => {
        find(request).stop();
        return json({});
      },
    },
  ];
}
