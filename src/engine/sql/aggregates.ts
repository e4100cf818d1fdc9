import type { ColumnMapping } from '../../shared/column-mapping.ts';
import { quoteDatabricks } from './databricks-text.ts';
import { quoteDuckdb } from './duckdb-text.ts';

/** One number or text that both sides compute over a column; equal columns give equal values. */
export interface AggregatePair {
  readonly column: string;
  /** `count`, `min`, …, for people. */
  readonly what: string;
  readonly source: string;
  readonly sink: string;
}

/** Texts are compared by their first characters: enough to tell, and small enough to fetch. */
const prefix = 64;

/**
 * What can be compared of a column in one scan: non-null count, min, max, exact sum, sum of lengths. Exact on both
 * sides: sums as DECIMAL(38) there and HUGEINT or DECIMAL(38) here, all as text.
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
      return [count, ...(wire.precision <= 28 ? all : all.slice(0, 2))];
    }
    case 'float':
      return [
        count,
        pair('NaN count', `count_if(isnan(${there}))`, `count_if(isnan(${here}))`),
        pair('min', `CAST(min(${there}) AS DOUBLE)`, `min(${here})::DOUBLE`),
        pair('max', `CAST(max(${there}) AS DOUBLE)`, `max(${here})::DOUBLE`),
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
      return [count, lengths, ...(ordered ? edges(there, here) : [])];
    }
    case 'binary':
      return [
        count,
        pair('sum of lengths', `sum(octet_length(${there}))`, `sum(octet_length(${here}))`),
        ...edges(`hex(${there})`, `hex(${here})`),
      ];
    case 'list':
      return [count, pair('sum of sizes', `sum(size(${there}))`, `sum(len(${here}))`)];
    case 'map':
      return [count, pair('sum of sizes', `sum(size(${there}))`, `sum(cardinality(${here}))`)];
  }
}
