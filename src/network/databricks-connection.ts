import type { NetworkSettings } from './network-settings.ts';

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
