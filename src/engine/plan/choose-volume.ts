import type { ColumnMapping } from '../../shared/column-mapping.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import { exportToFolder } from '../sql/volume-export.ts';

/** Whether the warehouse can write these columns into the volume, and what a user should know of it. */
export function chooseVolume(
  volume: string | undefined,
  columns: readonly ColumnMapping[],
): { readonly path?: string; readonly warning?: string } {
  if (volume === undefined) return {};
  try {
    exportToFolder(volume, 'SELECT 1', columns);
  } catch (error) {
    if (!(error instanceof ReplicatorError) || error.code !== 'source.unsupported') throw error;
    return { warning: `comes as result files and not by way of ${volume}: ${error.message}` };
  }
  return {
    path: volume,
    warning: `the warehouse writes Parquet files into ${volume}/replicator, which are removed when they are here; that needs the rights READ VOLUME and WRITE VOLUME`,
  };
}
