import { json } from '../http/reply.ts';
import { RestError } from '../http/rest-error.ts';
import type { Route } from '../http/route.ts';
import { describePage } from '../unity-catalog/page.ts';
import type { Volume, VolumeStore } from './volume-store.ts';

function describeVolume({ catalog, schema, name }: Volume) {
  return {
    name,
    catalog_name: catalog,
    schema_name: schema,
    full_name: `${catalog}.${schema}.${name}`,
    volume_type: 'MANAGED',
  };
}

function required(query: URLSearchParams, key: string): string {
  const value = query.get(key);
  if (value !== null && value !== '') return value;
  throw new RestError(400, 'INVALID_PARAMETER_VALUE', `Missing required field: ${key}`);
}

/** The volumes of a schema, in one page. */
export function volumeRoutes(store: VolumeStore): readonly Route[] {
  return [
    {
      method: 'GET',
      pattern: '/api/2.1/unity-catalog/volumes',
      subject: ({ query }) => ({
        operation: 'catalog-volumes',
        table: `${query.get('catalog_name') ?? ''}.${query.get('schema_name') ?? ''}`,
      }),
      handle: async ({ query }) => {
        const volumes = store.inSchema(required(query, 'catalog_name'), required(query, 'schema_name'));
        return json(describePage('volumes', { items: volumes.map(describeVolume) }));
      },
    },
  ];
}
