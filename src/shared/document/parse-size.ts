const units: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/** What a size may look like; also the pattern in the JSON schema. */
export const sizePattern = '^[0-9]+(\\.[0-9]+)? ?([kKmMgGtT][iI]?)?[bB]$';

/** What a rate may look like; also the pattern in the JSON schema. */
export const ratePattern = sizePattern.replace('$', ' ?/ ?s$');

/** Bytes per second of `2MB/s`, `500 kB/s`; undefined where it is no rate. */
export function parseRate(text: string): number | undefined {
  return new RegExp(ratePattern).test(text) ? parseSize(text.replace(/ ?\/ ?s$/, '')) : undefined;
}

/** Bytes of `2GB`, `1.5 GiB`, `500 MB`; undefined where it is none. */
export function parseSize(text: string): number | undefined {
  if (!new RegExp(sizePattern).test(text)) return undefined;
  const unit = units[text.replace(/[0-9. ]/g, '').toLowerCase()];
  return unit === undefined ? undefined : Math.round(Number.parseFloat(text) * unit);
}
