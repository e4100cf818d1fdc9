import type { ColumnMapping } from '../../shared/column-mapping.ts';
import { quoteDatabricks } from './databricks-text.ts';
import { quoteDuckdb } from './duckdb-text.ts';
import { xxh64OfDouble } from './xxh64.ts';

/** One number or text that both sides compute over a column; equal columns give equal values. */
export interface AggregatePair {
  readonly column: string;
  /** `count`, `min`, …, for people. */
  readonly what: string;
  readonly source: string;
  readonly sink: string;
}

/** Only their sizes are compared: a nested value whose inside differs is not noticed. */
export function isNested({ wire }: ColumnMapping): boolean {
  return wire.kind === 'list' || wire.kind === 'map' || wire.kind === 'struct';
}

function databricksDoubleHash(column: string): string {
  return `CASE WHEN ${column} IS NOT NULL THEN xxhash64(CASE WHEN isnan(${column}) THEN double('NaN') WHEN ${column} = 0 THEN 0D ELSE CAST(${column} AS DOUBLE) END) END`;
}

/** Texts are compared by their first characters: enough to tell, and small enough to fetch. */
const prefix = 64;

/**
 * What can be compared of a column in one scan: non-null count, min, max, exact sum, sum of lengths, sum of hashes. Exact
 * on both sides: sums as DECIMAL(38) there and HUGEINT or DECIMAL(38) here, all as text.
 */
export function aggregatePairs(column: ColumnMapping): readonly AggregatePair[] {
  const there = column.expression ?? quoteDatabricks(column.source);
  const here = quoteDuckdb(column.target);
  const pair = (what: string, source: string, sink: string): AggregatePair => ({
    column: column.source,
    what,
    source,
    sink,
  });
  const integers = (source: string, sink: string): AggregatePair[] => [
    pair('min', `min(${source})`, `min(${sink})`),
    pair('max', `max(${source})`, `max(${sink})`),
    pair('sum', `CAST(sum(CAST(${source} AS DECIMAL(38,0))) AS STRING)`, `sum(${sink})`),
  ];
  // As text: the driver hands over a negative decimal as a rounded number.
  const decimals = (scale: number): AggregatePair[] => [
    pair('min', `CAST(min(${there}) AS STRING)`, `min(${here})`),
    pair('max', `CAST(max(${there}) AS STRING)`, `max(${here})`),
    pair('sum', `CAST(sum(CAST(${there} AS DECIMAL(38,${scale}))) AS STRING)`, `sum(${here})`),
  ];
  /** Order does not matter to a sum, and a changed value changes its hash. */
  const hashes = (source: string, sink: string): AggregatePair =>
    pair('sum of hashes', `CAST(sum(CAST(${source} AS DECIMAL(38,0))) AS STRING)`, `sum(${sink})`);
  const textHashes = (source: string, sink: string): AggregatePair =>
    hashes(
      `CAST(conv(substring(md5(${source}), 1, 15), 16, 10) AS BIGINT)`,
      `('0x' || substr(md5(${sink}), 1, 15))::BIGINT`,
    );
  const edges = (source: string, sink: string): AggregatePair[] => [
    pair('min', `min(left(${source}, ${prefix}))`, `min(left(${sink}, ${prefix}))`),
    pair('max', `max(left(${source}, ${prefix}))`, `max(left(${sink}, ${prefix}))`),
  ];
  const count = pair('non-null count', `count(${there})`, `count(${here})`);
  const { wire } = column;
  switch (wire.kind) {
    case 'null':
    case 'struct':
      return [count];
    case 'bool':
      return [count, pair('sum', `sum(CAST(${there} AS INT))`, `sum(${here}::INTEGER)`)];
    case 'int':
      return [count, ...integers(there, here)];
    case 'decimal': {
      const all = decimals(wire.scale);
      // The sum of wider ones may not fit; DuckDB leaves out the zero before the point.
      const text = `regexp_replace(${here}::VARCHAR, '^(-?)\\.', '\\10.')`;
      const wide = [...all.slice(0, 2), textHashes(`CAST(${there} AS STRING)`, text)];
      return [count, ...(wire.precision <= 28 ? all : wide)];
    }
    case 'float':
      return [
        count,
        pair('NaN count', `count_if(isnan(${there}))`, `count_if(isnan(${here}))`),
        pair('min', `CAST(min(${there}) AS DOUBLE)`, `min(${here})::DOUBLE`),
        pair('max', `CAST(max(${there}) AS DOUBLE)`, `max(${here})::DOUBLE`),
        hashes(databricksDoubleHash(there), xxh64OfDouble(here)),
      ];
    case 'date':
      return [count, ...integers(`unix_date(${there})`, `(${here} - DATE '1970-01-01')`)];
    case 'timestamp': {
      const micros = wire.zoned
        ? `unix_micros(${there})`
        : `timestampdiff(MICROSECOND, TIMESTAMP_NTZ'1970-01-01 00:00:00', ${there})`;
      return [count, ...integers(micros, `epoch_us(${here})`)];
    }
    case 'text': {
      const lengths = pair('sum of lengths', `sum(octet_length(${there}))`, `sum(strlen(${here}::VARCHAR))`);
      const ordered = column.targetType === 'VARCHAR' && !column.sourceType.includes(' COLLATE ');
      return [count, lengths, textHashes(there, `${here}::VARCHAR`), ...(ordered ? edges(there, here) : [])];
    }
    case 'binary':
      return [
        count,
        pair('sum of lengths', `sum(octet_length(${there}))`, `sum(octet_length(${here}))`),
        textHashes(there, here),
        ...edges(`hex(${there})`, `hex(${here})`),
      ];
    case 'list':
      return [count, pair('sum of sizes', `sum(size(${there}))`, `sum(len(${here}))`)];
    case 'map':
      return [count, pair('sum of sizes', `sum(size(${there}))`, `sum(cardinality(${here}))`)];
  }
}
