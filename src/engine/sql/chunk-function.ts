/** The table function through which chunks enter DuckDB. */
export const chunkFunction = 'replicator_chunks';
