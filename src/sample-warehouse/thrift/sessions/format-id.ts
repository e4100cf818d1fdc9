export function formatId(id: Uint8Array): string {
  const hex = Buffer.from(id).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function parseId(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}
