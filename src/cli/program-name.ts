import path from 'node:path';

const installedName = 'databricks-duckdb-replicator';

/**
 * What people type to call this program from where they are.
 * @param script as it was started: the link of an installed package, or the file itself
 */
export function programName(script: string, folder: string): string {
  if (!/\.[jt]s$/.test(script)) return installedName;
  const relative = path.relative(folder, script);
  return `node ${/\s/.test(relative) ? JSON.stringify(relative) : relative}`;
}
