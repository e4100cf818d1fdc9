import type { FaultEffect } from '../faults/fault-rule.ts';

/** What a body becomes under faults of its bytes, in the order of the rules. */
export function alterBody(body: Buffer, effects: readonly FaultEffect[]): Buffer {
  let bytes = body;
  for (const effect of effects) {
    if (effect.kind === 'flipByte' && effect.at < bytes.length) {
      bytes = Buffer.from(bytes);
      bytes[effect.at] = (bytes[effect.at] ?? 0) ^ 0xff;
    } else if (effect.kind === 'shorten') {
      bytes = bytes.subarray(0, Math.max(0, bytes.length - effect.bytes));
    } else if (effect.kind === 'doubleFile') {
      bytes = Buffer.concat([bytes, bytes]);
    }
  }
  return bytes;
}

const byteKinds: readonly FaultEffect['kind'][] = ['flipByte', 'shorten', 'doubleFile', 'reset', 'bandwidth'];

export function altersBody(effects: readonly FaultEffect[]): boolean {
  return effects.some((effect) => byteKinds.includes(effect.kind));
}
