/** What takes the place of NULL, as people write it in one line: texts that look like something else in quotes. */
export function writtenDefault(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return value === '' || value !== value.trim() || typeof readDefault(value) !== 'string' || /^".*"$/s.test(value)
    ? `"${value}"`
    : value;
}

/** A number is one only where writing it down gives the same digits again. */
export function readDefault(text: string): string | number | boolean {
  const quoted = /^"(.*)"$/s.exec(text)?.[1];
  if (quoted !== undefined) return quoted;
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return text !== '' && String(number) === text && Number.isFinite(number) && digitsOf(number) <= exactDigits
    ? number
    : text;
}

/** As many digits of a number are never lost. */
const exactDigits = 15;

/** False where digits of it may have been lost already. */
export function isExactNumber(value: number): boolean {
  return Number.isFinite(value) && digitsOf(value) <= exactDigits;
}

function digitsOf(value: number): number {
  return String(value)
    .replace(/e.*$/, '')
    .replace(/[^0-9]/g, '')
    .replace(/^0+/, '').length;
}
