import { warehousePath } from './open-connection.ts';

/** The workspace that environment variables name, as it is written there; the older variable goes first. */
export function hostOf(env: NodeJS.ProcessEnv): string | undefined {
  return env.DATABRICKS_SERVER_HOSTNAME || env.DATABRICKS_HOST;
}

/** The warehouse that environment variables name. */
export function pathOf(env: NodeJS.ProcessEnv): string | undefined {
  return env.DATABRICKS_HTTP_PATH || warehousePath(env.DATABRICKS_WAREHOUSE_ID);
}
