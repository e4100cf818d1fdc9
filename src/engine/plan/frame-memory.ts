/** What a frame may take of the memory of the process before it goes to the disk: DuckDB needs the rest to write it. */
const share = 0.4;

export function frameMemory(memoryBytes: number): number {
  return Math.floor(memoryBytes * share);
}
