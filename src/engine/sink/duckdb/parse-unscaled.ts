/** Text of a decimal, also with an exponent as Java prints small ones, as a whole number of its last places. */
export function parseUnscaled(text: string, scale: number): bigint | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = BigInt(whole + fraction);
  const places = scale - fraction.length + Number(exponent);
  const factor = 10n ** BigInt(Math.abs(places));
  if (places < 0 && digits % factor !== 0n) return undefined;
  const unscaled = places < 0 ? digits / factor : digits * factor;
  return sign === '-' ? -unscaled : unscaled;
}
