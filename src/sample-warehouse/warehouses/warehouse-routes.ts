import type { Operation } from '../faults/fault-rule.ts';
import { json } from '../http/reply.ts';
import { RestError } from '../http/rest-error.ts';
import type { Route, WarehouseRequest } from '../http/route.ts';
import type { Warehouse } from './warehouse.ts';

const root = '/api/2.0/sql/warehouses';

export interface WarehousePlace {
  readonly host: string;
  readonly port: () => number;
  readonly httpPath: string;
  readonly sessions: () => number;
}

function describeWarehouse(warehouse: Warehouse, place: WarehousePlace) {
  const { host, httpPath } = place;
  const port = place.port();
  const running = warehouse.state === 'RUNNING';
  return {
    id: warehouse.id,
    name: 'Sample Warehouse',
    size: 'XXSMALL',
    cluster_size: '2X-Small',
    min_num_clusters: 1,
    max_num_clusters: 1,
    auto_stop_mins: 30,
    auto_resume: true,
    creator_name: 'sample.user@example.com',
    tags: {},
    spot_instance_policy: 'COST_OPTIMIZED',
    enable_photon: true,
    channel: { name: 'CHANNEL_NAME_CURRENT' },
    enable_serverless_compute: true,
    warehouse_type: 'PRO',
    num_clusters: running ? 1 : 0,
    num_active_sessions: running ? place.sessions() : 0,
    state: warehouse.state,
    jdbc_url: `jdbc:databricks://${host}:${port}/default;transportMode=http;ssl=1;AuthMech=3;httpPath=${httpPath};`,
    odbc_params: { hostname: host, path: httpPath, protocol: 'https', port },
    health: { status: 'HEALTHY' },
  };
}

export function warehouseRoutes(warehouse: Warehouse, place: WarehousePlace): readonly Route[] {
  const subject = (operation: Operation) => () => ({ operation });
  const check = (request: WarehouseRequest): void => {
    const id = request.params.warehouse ?? '';
    if (!/^[0-9a-f]{16}$/.test(id)) {
      throw new RestError(400, 'INVALID_PARAMETER_VALUE', `${id} is not a valid endpoint id.`);
    }
    if (id !== warehouse.id || warehouse.state === 'DELETED') {
      throw new RestError(404, 'RESOURCE_DOES_NOT_EXIST', `SQL warehouse ${id} does not exist.`);
    }
  };
  return [
    {
      method: 'GET',
      pattern: root,
      subject: subject('warehouse-list'),
      handle: async () =>
        json(warehouse.state === 'DELETED' ? {} : { warehouses: [describeWarehouse(warehouse, place)] }),
    },
    {
      method: 'GET',
      pattern: `${root}/:warehouse`,
      subject: subject('warehouse-get'),
      handle: async (request) => {
        check(request);
        return json(describeWarehouse(warehouse, place));
      },
    },
    {
      method: 'POST',
      pattern: `${root}/:warehouse/start`,
      subject: subject('warehouse-start'),
      handle: async (request) => {
        check(request);
        warehouse.start();
        return json({});
      },
    },
    {
      method: 'POST',
      pattern: `${root}/:warehouse/stop`,
      subject: subject('warehouse-stop'),
      handle: async (request) => {
        check(request);
        warehouse.stop();
        return json({});
      },
    },
  ];
}
