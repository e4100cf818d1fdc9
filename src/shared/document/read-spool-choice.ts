import type { Field, Fields, NodeReader } from './node-reader.ts';
import type { LevelChoice, TableRequest } from './replication.ts';

/** What the level `parquet` alone knows. */
export interface SpoolChoice {
  readonly keepSpool?: boolean;
  /** False for none, whatever the defaults say. */
  readonly volume?: string | false;
}

/** Three names and perhaps folders, none of them `.` or `..`, free of quotes, backslashes and control characters. */
export const volumePattern =
  '^/Volumes(/(?!\\.{1,2}(/|$))[^/\\\\\'"`\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]+){3,}$';

const expectedVolume = '/Volumes/catalog/schema/volume, with folders behind it where wanted, or false for none';

/** @param level - what counts where these are written */
export function readSpoolChoice(reader: NodeReader, fields: Fields, level: LevelChoice): SpoolChoice {
  const keepSpool = fields.keepSpool && reader.boolean(fields.keepSpool);
  const volume = fields.volume && readVolume(reader, fields.volume);
  for (const field of [keepSpool === true && fields.keepSpool, volume !== false && fields.volume]) {
    if (field) refuseOtherLevel(reader, field, level);
  }
  return { ...(keepSpool === undefined ? {} : { keepSpool }), ...(volume === undefined ? {} : { volume }) };
}

/** Of what is inherited, what has a meaning at this level. */
export function spoolChoiceFor(
  level: LevelChoice,
  { keepSpool, volume }: SpoolChoice,
): Pick<TableRequest, 'keepSpool' | 'volume'> {
  if (level !== 'parquet' && level !== 'auto') return {};
  return { ...(keepSpool === true ? { keepSpool } : {}), ...(volume ? { volume } : {}) };
}

function readVolume(reader: NodeReader, field: Field): string | false | undefined {
  if (reader.scalar(field) === false) return false;
  const text = reader.text(field, expectedVolume);
  if (text === undefined || new RegExp(volumePattern).test(text)) return text;
  const message = `${field.path}: “${text}” is not a folder of a volume`;
  reader.report(field.place, 'badName', { message, expected: expectedVolume });
  return undefined;
}

function refuseOtherLevel(reader: NodeReader, field: Field, level: LevelChoice): void {
  if (level === 'parquet' || level === 'auto') return;
  reader.report(field.place, 'noEffect', {
    message: `${field.path} has a meaning for the level parquet only; the level here is ${level}`,
    expected: 'level: parquet or auto, or nothing here',
  });
}
