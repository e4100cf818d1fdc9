import { createCipheriv } from 'node:crypto';

const key = new Uint8Array(16);
const nonce = new Uint8Array(12);

/**
 * Tells files apart: two that differ have the same digest by chance once in 2^121 or so, which whoever wants to can bring about.
 * The authentication code of AES-GCM under a fixed key is ten times as fast as a cryptographic hash.
 */
export function digestOf(file: Uint8Array): string {
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  cipher.setAAD(file);
  cipher.final();
  return cipher.getAuthTag().toString('hex');
}
