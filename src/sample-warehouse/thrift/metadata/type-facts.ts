import { parseSqlType, type SqlType } from '../results/sql-type.ts';

/** What JDBC wants to know about a type. */
export interface TypeFacts {
  readonly name: string;
  /** `java.sql.Types`. */
  readonly jdbcType: number;
  readonly size: number | null;
  readonly digits: number | null;
  readonly radix: number | null;
}

const scalars: Readonly<Record<string, Omit<TypeFacts, 'name'>>> = {
  BOOLEAN: { jdbcType: 16, size: 1, digits: null, radix: null },
  TINYINT: { jdbcType: -6, size: 3, digits: 0, radix: 10 },
  SMALLINT: { jdbcType: 5, size: 5, digits: 0, radix: 10 },
  INT: { jdbcType: 4, size: 10, digits: 0, radix: 10 },
  BIGINT: { jdbcType: -5, size: 19, digits: 0, radix: 10 },
  FLOAT: { jdbcType: 6, size: 7, digits: 7, radix: 10 },
  DOUBLE: { jdbcType: 8, size: 15, digits: 15, radix: 10 },
  STRING: { jdbcType: 12, size: 255, digits: null, radix: null },
  BINARY: { jdbcType: -2, size: 32_767, digits: null, radix: null },
  DATE: { jdbcType: 91, size: 10, digits: null, radix: null },
  TIMESTAMP: { jdbcType: 93, size: 29, digits: 9, radix: null },
  TIMESTAMP_NTZ: { jdbcType: 93, size: 29, digits: 9, radix: null },
  VOID: { jdbcType: 0, size: null, digits: null, radix: null },
};

const nested = { array: 2003, map: 2000, struct: 2002 } as const;

function factsOf(type: SqlType): Omit<TypeFacts, 'name'> {
  switch (type.kind) {
    case 'decimal':
      return { jdbcType: 3, size: type.precision, digits: type.scale, radix: 10 };
    case 'scalar':
      return scalars[type.name] ?? { jdbcType: 1111, size: null, digits: null, radix: null };
    case 'interval':
      return { jdbcType: 1111, size: null, digits: null, radix: null };
    default:
      return { jdbcType: nested[type.kind], size: null, digits: null, radix: null };
  }
}

export function typeFacts(typeText: string): TypeFacts {
  return { name: typeText.toUpperCase(), ...factsOf(parseSqlType(typeText)) };
}

export const listedTypes: readonly string[] = [...Object.keys(scalars), 'DECIMAL(38,18)', 'ARRAY', 'MAP', 'STRUCT'];

export function listedTypeFacts(name: string): TypeFacts {
  const lower = name.toLowerCase();
  if (lower === 'array' || lower === 'map' || lower === 'struct') {
    return { name, jdbcType: nested[lower], size: null, digits: null, radix: null };
  }
  return { ...typeFacts(name), name: name.replace(/\(.*/, '') };
}
