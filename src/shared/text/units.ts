/** Made when it is first needed: it takes some ten milliseconds, which the activation of the extension has not. */
let grouped: Intl.NumberFormat | undefined;
const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** `6,001,215`. */
export function formatCount(count: number): string {
  return group(Math.round(count));
}

/** `1 row`, `2 rows`. */
export function counted(count: number, noun: string, nouns = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : nouns}`;
}

/** Three digits, as much as a rate is good for: `645,000`. */
export function formatRate(perSecond: number): string {
  return group(Number(perSecond.toPrecision(3)));
}

/** Three digits and a unit of a thousand: `512 B`, `1.21 GB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${byteUnits[unit]}`;
}

/** `0.4 s`, `12 s`, `3 min 05 s`, `2 h 07 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 9950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${two(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

function group(value: number): string {
  grouped ??= new Intl.NumberFormat('en-US');
  return grouped.format(value);
}
