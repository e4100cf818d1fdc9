/** What a frame may take of the memory of the process before it goes to the disk: the rest is for DuckDB and downloads. */
const share = 0.25;

export function frameMemory(memoryBytes: number): number {
  return Math.floor(memoryBytes * share);
}
