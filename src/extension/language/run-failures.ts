import { parseName } from '../../shared/document/parse-name.ts';
import { isExact, matchesPattern, type SourcePattern } from '../../shared/document/source-pattern.ts';
import { type ErrorData, fromErrorData } from '../../shared/errors.ts';
import type { SourceName } from '../../shared/names.ts';
import type { RunRecord } from '../../shared/run-record.ts';
import { describeError } from '../errors/describe-error.ts';
import { outline } from './outline.ts';

/** What a run found wrong with a document; offsets of the entry that it is about. */
export interface RunFailure {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly code: string;
}

/** Why a run, or some of its tables, did not come about, each at its entry of the document. */
export function runFailures(text: string, { error, summary }: RunRecord): readonly RunFailure[] {
  const failed = (summary?.tables ?? []).flatMap((table) =>
    table.state === 'failed' ? [{ source: table.source, error: table.error }] : [],
  );
  const whole = error === undefined || error.code === 'run.cancelled' ? [] : [{ source: error.subject.table, error }];
  return [...failed, ...whole].map(({ source, error: why }) => ({
    ...(source === undefined ? firstLine(text) : placeOf(text, source)),
    message: messageOf(why, source),
    code: why.code,
  }));
}

function messageOf(error: ErrorData, source: string | undefined): string {
  const { text } = describeError(fromErrorData(error));
  return source === undefined || error.message.includes(source) ? text : `${source}: ${text}`;
}

/** The entry that names the table, else the last one whose wildcards reach it. */
function placeOf(text: string, source: string): { readonly start: number; readonly end: number } {
  const name = readPattern(source);
  const tables = outline(text).find((section) => section.name === 'tables')?.children ?? [];
  const entries = tables.flatMap(({ name: written, start, end }) => {
    const pattern = readPattern(written);
    return pattern !== undefined && name !== undefined && matchesPattern(pattern, plainName(name))
      ? [{ pattern, start, end }]
      : [];
  });
  const found = entries.find(({ pattern }) => isExact(pattern)) ?? entries.at(-1);
  return found === undefined ? firstLine(text) : { start: found.start, end: found.end };
}

function readPattern(text: string): SourcePattern | undefined {
  const name = parseName(text);
  const [catalog, schema, table] = 'parts' in name ? name.parts : [];
  return catalog && schema && table ? { catalog, schema, table } : undefined;
}

function plainName({ catalog, schema, table }: SourcePattern): SourceName {
  return { catalog: catalog.text, schema: schema.text, table: table.text };
}

function firstLine(text: string): { readonly start: number; readonly end: number } {
  const end = text.indexOf('\n');
  return { start: 0, end: end === -1 ? text.length : end };
}
