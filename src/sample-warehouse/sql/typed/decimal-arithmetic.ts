import { unsupported } from '../errors.ts';
import { isIntegral } from './coerce.ts';
import { decimalQuotient, unscaled } from './exact-quotient.ts';
import type { Typed } from './questions.ts';

interface Digits {
  readonly precision: number;
  readonly scale: number;
}

const digitsOf: Readonly<Record<string, number>> = { TINYINT: 3, SMALLINT: 5, INT: 10, BIGINT: 20 };

/** A decimal's digits, or those that an integer has as a decimal: a literal no more than it is written with. */
function digits({ sql, type }: Typed): Digits {
  if (type.kind === 'decimal') return type;
  const literal = /^[\s(]*[+-]?\s*0*(\d+)[\s)]*$/.exec(sql)?.[1];
  if (isIntegral(type) && literal !== undefined) return { precision: literal.length, scale: 0 };
  return { precision: digitsOf[type.kind === 'plain' ? type.name : ''] ?? 38, scale: 0 };
}

const decimal = ({ precision, scale }: Digits) => `DECIMAL(${precision},${scale})`;

/** Past 38 digits the scale gives way, yet not below 6. */
function fitted(precision: number, scale: number): Digits {
  if (precision <= 38) return { precision, scale };
  return { precision: 38, scale: Math.max(38 - (precision - scale), Math.min(scale, 6)) };
}

/** `left operator right` where at least one is a decimal and neither is a floating point number. */
export function writeDecimalArithmetic(operator: string, left: Typed, right: Typed): string {
  const [a, b] = [digits(left), digits(right)];
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  const scale = Math.max(a.scale, b.scale);
  const refuse = () => unsupported(`'${operator}' of ${decimal(a)} and ${decimal(b)}`);
  const cast = (operand: Typed, type: Digits) => `CAST(${operand.sql} AS ${decimal(type)})`;
  switch (operator) {
    case '+':
    case '-': {
      const result = fitted(whole + scale + 1, scale);
      if (result.scale !== scale) throw refuse();
      return `CAST(${cast(left, result)} ${operator} ${cast(right, result)} AS ${decimal(result)})`;
    }
    case '*': {
      const exact = a.scale + b.scale;
      const result = fitted(a.precision + b.precision + 1, exact);
      if (a.precision + b.precision < 38)
        return `CAST(${cast(left, a)} * ${cast(right, b)} AS ${decimal({ precision: a.precision + b.precision + 1, scale: exact })})`;
      if (exact - result.scale > 38 || a.precision > 38 || b.precision > 38) throw refuse();
      const product = `${unscaled(cast(left, a))} * ${unscaled(cast(right, b))}`;
      return decimalQuotient(product, power(exact - result.scale), result.precision, result.scale);
    }
    case '/': {
      const wanted = Math.max(6, a.scale + b.precision + 1);
      const result = fitted(a.precision - a.scale + b.scale + wanted, wanted);
      const shift = result.scale - a.scale + b.scale;
      if (shift > 38) throw refuse();
      const [numerator, denominator] = [unscaled(cast(left, a)), unscaled(`dbx_divisor(${cast(right, b)})`)];
      if (shift < 0)
        return decimalQuotient(numerator, `${denominator} * ${power(-shift)}`, result.precision, result.scale);
      return decimalQuotient(`${numerator} * ${power(shift)}`, denominator, result.precision, result.scale);
    }
    case '%': {
      if (whole + scale > 38) throw refuse();
      const common = { precision: whole + scale, scale };
      const result = { precision: Math.min(a.precision - a.scale, b.precision - b.scale) + scale, scale };
      return `CAST(${cast(left, common)} % dbx_divisor(${cast(right, common)}) AS ${decimal(result)})`;
    }
    default:
      throw refuse();
  }
}

const power = (exponent: number) => `CAST('1${'0'.repeat(exponent)}' AS HUGEINT)`;
