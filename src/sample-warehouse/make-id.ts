import { randomBytes } from 'node:crypto';

const gregorianOffset = 122_192_928_000_000_000n;

/** A time-ordered id as the warehouse gives its sessions and statements: `01f00f48-ccf5-1bcd-b51e-425e3fa68bb0`. */
export function makeId(now: number = Date.now()): string {
  const random = randomBytes(10);
  const ticks = (BigInt(now) * 10_000n + BigInt(random.readUInt16LE(0) % 10_000) + gregorianOffset)
    .toString(16)
    .padStart(16, '0');
  const clock = ((random.readUInt16LE(2) & 0x3fff) | 0x8000).toString(16);
  const time = ticks.slice(1);
  return `0${time.slice(0, 7)}-${time.slice(7, 11)}-1${time.slice(11, 14)}-${clock}-${random.subarray(4).toString('hex')}`;
}
