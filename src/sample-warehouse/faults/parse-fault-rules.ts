import { warehouseStates } from '../warehouses/warehouse.ts';
import { type FaultEffect, type FaultRule, type Operation, operations } from './fault-rule.ts';

type Check = (value: unknown) => boolean;
interface Key {
  readonly check: Check;
  readonly wants: string;
  readonly optional?: true;
}

const whole: Key = { check: (value) => Number.isSafeInteger(value) && Number(value) >= 0, wants: 'a whole number' };
const positive: Key = {
  check: (value) => Number.isSafeInteger(value) && Number(value) > 0,
  wants: 'a positive number',
};
const text: Key = { check: (value) => typeof value === 'string', wants: 'a text' };
const oneOf = (names: readonly string[]): Key => ({
  check: (value) => typeof value === 'string' && names.includes(value),
  wants: `one of ${names.join(', ')}`,
});
const orWord = (key: Key, word: string): Key => ({
  check: (value) => value === word || key.check(value),
  wants: `${key.wants} or "${word}"`,
});
const texts: Key = {
  check: (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
  wants: 'a list of texts',
};
const optional = (key: Key): Key => ({ ...key, optional: true });

const effectKeys: Readonly<Record<FaultEffect['kind'], Readonly<Record<string, Key>>>> = {
  latency: { ms: whole },
  bandwidth: { bytesPerSecond: positive },
  status: {
    status: {
      check: (value) => Number.isSafeInteger(value) && Number(value) >= 400 && Number(value) < 600,
      wants: 'an HTTP status from 400 to 599',
    },
    retryAfterSeconds: optional(whole),
    retryAfterForm: optional(oneOf(['seconds', 'date'])),
    errorCode: optional(text),
    message: optional(text),
  },
  reset: { atByte: whole },
  cutMessages: { keep: whole },
  flipByte: { at: whole },
  shorten: { bytes: positive },
  doubleFile: {},
  otherFile: { chunk: whole },
  expiredLink: {},
  deniedLink: {},
  links: { count: orWord(positive, 'all') },
  failStatement: { errorClass: text, sqlState: text, message: text },
  noPermission: { privilege: text },
  resultGone: {},
  truncate: { rows: positive },
  warehouseState: { state: oneOf(warehouseStates) },
  invalidToken: {},
  runSql: { sql: texts },
  emptyPage: {},
};

const ruleKeys: Readonly<Record<string, Key>> = {
  operation: oneOf(operations),
  chunk: optional(whole),
  table: optional(text),
  text: optional(text),
  nth: optional(positive),
  times: optional(orWord(positive, 'always')),
  effect: { check: (value) => typeof value === 'object' && value !== null, wants: 'an object' },
};

/** A file of fault rules that is not one; the message says where and why. */
export class FaultFileError extends Error {
  override readonly name = 'FaultFileError';
}

function checkKeys(value: object, keys: Readonly<Record<string, Key>>, where: string): void {
  for (const [name, given] of Object.entries(value)) {
    const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (key === undefined) {
      throw new FaultFileError(`${where} has an unknown key "${name}"; known are ${Object.keys(keys).join(', ')}.`);
    }
    if (!key.check(given)) throw new FaultFileError(`${where}.${name} must be ${key.wants}.`);
  }
  for (const [name, key] of Object.entries(keys)) {
    if (key.optional !== true && !Object.hasOwn(value, name)) throw new FaultFileError(`${where}.${name} is missing.`);
  }
}

function isEffectKind(kind: unknown): kind is FaultEffect['kind'] {
  return typeof kind === 'string' && Object.hasOwn(effectKeys, kind);
}

function parseEffect(value: object, where: string): FaultEffect {
  const kind: unknown = 'kind' in value ? value.kind : undefined;
  if (!isEffectKind(kind)) {
    throw new FaultFileError(`${where}.kind must be one of ${Object.keys(effectKeys).join(', ')}.`);
  }
  checkKeys(value, { kind: text, ...effectKeys[kind] }, where);
  return value as FaultEffect;
}

function parseRule(value: unknown, index: number): FaultRule {
  const where = `rules[${index}]`;
  if (typeof value !== 'object' || value === null) throw new FaultFileError(`${where} must be an object.`);
  checkKeys(value, ruleKeys, where);
  const rule = value as { readonly operation: Operation; readonly effect: object };
  return { ...rule, effect: parseEffect(rule.effect, `${where}.effect`) };
}

/**
 * The rules of a faults file: a JSON list of rules.
 * @throws FaultFileError
 */
export function parseFaultRules(json: string): readonly FaultRule[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new FaultFileError(`The faults file is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!Array.isArray(value)) throw new FaultFileError('The faults file must be a list of rules.');
  return value.map(parseRule);
}
