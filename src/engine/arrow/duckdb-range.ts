/** Days from 1970 that mean infinity to DuckDB, as do those beyond the same number below zero. */
export const infiniteDate = 0x7fff_ffff;

/** Microseconds from 1970 that DuckDB can hold as a timestamp. */
export const firstMicros = -9223372022400000000n;
export const lastMicros = 9223372036854775806n;
