import type { NetworkSettings } from '../../../network/network-settings.ts';
import { ReplicatorError } from '../../../shared/errors.ts';

/** Everything needed to talk to one SQL warehouse of one workspace. */
export interface DatabricksConnection {
  /** Host of the workspace, perhaps with a port; no scheme. */
  readonly host: string;
  /** `/sql/1.0/warehouses/<id>`, as the warehouse's connection details show it. */
  readonly httpPath: string;
  readonly network: NetworkSettings;
  /**
   * A token that is valid now; with `refresh`, a new one, because the server turned the last one down. Called before
   * every request, so it should be quick while the token lasts.
   * @throws ReplicatorError `auth.rejected`
   */
  getToken(options: { readonly refresh: boolean }): Promise<string>;
}

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
