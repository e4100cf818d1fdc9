/** Where a workspace is and how it is reached; tokens are asked for by `id`. */
export interface ConnectionAddress {
  /** The host's name for the connection; the key of `EngineEvents.getToken`. */
  readonly id: string;
  /** What plans and runs call the workspace; the same from start to start. */
  readonly label: string;
  /** Without scheme; may carry a port. */
  readonly host: string;
  /** `/sql/1.0/warehouses/<id>`; empty where no warehouse is chosen yet, which is enough for browsing. */
  readonly httpPath: string;
  /** As `NetworkSettings`. A proxy's URL may hold a password: it travels over this protocol only. */
  readonly network: {
    readonly caCertificate?: string;
    readonly proxy?: { readonly url: string; readonly bypass?: string };
  };
}
