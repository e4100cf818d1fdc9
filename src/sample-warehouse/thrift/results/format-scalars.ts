const microsPerSecond = 1_000_000n;
const microsPerDay = 86_400n * microsPerSecond;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
      timeZone,
      timeZoneName: 'longOffset',
      hour: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

export function zoneOffsetSeconds(epochMillis: number, timeZone: string): number {
  const name = formatOf(timeZone)
    .formatToParts(epochMillis)
    .find((part) => part.type === 'timeZoneName')?.value;
  const match = /^GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(name ?? '');
  if (match === null) return 0;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return match[1] === '-' ? -seconds : seconds;
}

function floorDivide(value: bigint, by: bigint): bigint {
  return value / by - (value % by < 0n ? 1n : 0n);
}

function pad(value: number | bigint, width = 2): string {
  return String(value).padStart(width, '0');
}

export function formatDate(daysSinceEpoch: number): string {
  const date = new Date(daysSinceEpoch * 86_400_000);
  const year = date.getUTCFullYear();
  const digits = year < 0 ? `-${pad(-year, 4)}` : year > 9999 ? `+${year}` : pad(year, 4);
  return `${digits}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
}

/** `2021-06-15 12:34:56.789`: no zone, trailing zeros of the fraction trimmed. */
export function formatTimestamp(epochMicros: bigint, timeZone: string | undefined): string {
  const offset = timeZone === undefined ? 0 : zoneOffsetSeconds(Number(floorDivide(epochMicros, 1000n)), timeZone);
  const local = epochMicros + BigInt(offset) * microsPerSecond;
  const days = floorDivide(local, microsPerDay);
  const micros = local - days * microsPerDay;
  const seconds = micros / microsPerSecond;
  const fraction = pad(micros % microsPerSecond, 6).replace(/0+$/, '');
  const time = `${pad(seconds / 3600n)}:${pad((seconds / 60n) % 60n)}:${pad(seconds % 60n)}`;
  return `${formatDate(Number(days))} ${time}${fraction === '' ? '' : `.${fraction}`}`;
}

export function formatDecimal(unscaled: bigint, scale: number): string {
  if (scale === 0) return unscaled.toString();
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** `1-2`. */
export function formatYearMonth(months: number): string {
  const magnitude = Math.abs(months);
  return `${months < 0 ? '-' : ''}${Math.floor(magnitude / 12)}-${magnitude % 12}`;
}

/** `1 02:03:04.000000000`. */
export function formatDayTime(micros: bigint): string {
  const magnitude = micros < 0n ? -micros : micros;
  const seconds = magnitude / microsPerSecond;
  const time = [(seconds / 3600n) % 24n, (seconds / 60n) % 60n, seconds % 60n].map((part) => pad(part)).join(':');
  const fraction = pad((magnitude % microsPerSecond) * 1000n, 9);
  return `${micros < 0n ? '-' : ''}${seconds / 86_400n} ${time}.${fraction}`;
}

/** As Java prints a double: `1.0`, `1.5E10`, `NaN`, `-Infinity`. */
export function formatDouble(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Object.is(value, -0)) return '-0.0';
  const magnitude = Math.abs(value);
  if (magnitude === 0 || (magnitude >= 1e-3 && magnitude < 1e7)) {
    return Number.isInteger(value) ? `${value}.0` : String(value);
  }
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent.replace('+', '')}`;
}
