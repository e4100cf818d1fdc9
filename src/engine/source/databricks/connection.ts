import { ReplicatorError } from '../../../shared/errors.ts';

/** @throws ReplicatorError `usage.invalid` */
export function warehouseIdOf(httpPath: string): string {
  const id = /^\/?sql\/1\.0\/(?:warehouses|endpoints)\/([A-Za-z0-9_-]+)(?:[/?].*)?$/.exec(httpPath.trim())?.[1];
  if (id === undefined) {
    throw new ReplicatorError('usage.invalid', `“${httpPath}” is not the HTTP path of a SQL warehouse.`, {
      facts: { httpPath },
    });
  }
  return id;
}

/** @throws ReplicatorError `usage.invalid` */
export function baseUrlOf(host: string): URL {
  const bare = host.trim().replace(/^https:\/\//i, '');
  const url = URL.parse(`https://${bare}`);
  if (url === null || bare === '' || url.username !== '' || url.search !== '' || url.pathname !== '/') {
    throw new ReplicatorError('usage.invalid', 'The host of the workspace is not a host name.');
  }
  return url;
}
