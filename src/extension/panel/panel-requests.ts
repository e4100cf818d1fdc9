import { z } from 'zod';
import { limitKeys } from '../../shared/document/read-limits.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { PanelAction, PanelEdit, PanelHost } from '../../shared/protocol/panel-protocol.ts';

const text = z.string().max(100_000);
const name = text.min(1);
const entry = z.strictObject({ index: z.int().min(0), source: text });
const value = text.nullable();

const edit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('connection'), id: text }),
  z.strictObject({ kind: z.literal('target'), key: z.enum(['file', 'schema', 'table']), value }),
  z.strictObject({ kind: z.literal('default'), key: z.enum(['level', 'mode', 'validate', 'volume']), value }),
  z.strictObject({
    kind: z.literal('limit'),
    key: z.enum(limitKeys),
    value,
  }),
  z.strictObject({ kind: z.literal('addTables'), sources: z.array(text) }),
  z.strictObject({ kind: z.literal('removeTable'), entry }),
  z.strictObject({
    kind: z.literal('table'),
    entry,
    key: z.enum(['source', 'target', 'where', 'level', 'mode', 'validate', 'volume']),
    value,
  }),
  z.strictObject({ kind: z.literal('enable'), entry, enabled: z.boolean() }),
  z.strictObject({
    kind: z.literal('columns'),
    entry,
    columns: z.array(text).nullable(),
    exclude: z.array(text),
  }),
  z.strictObject({ kind: z.literal('keepSpool'), entry: entry.nullable(), keep: z.boolean().nullable() }),
  z.strictObject({ kind: z.literal('withoutVolume'), entry, without: z.boolean() }),
  z.strictObject({
    kind: z.literal('transformColumn'),
    entry,
    column: name,
    key: z.enum(['expression', 'cast', 'default', 'rename']),
    value,
  }),
  z.strictObject({ kind: z.literal('plainColumn'), entry, column: name }),
  z.strictObject({
    kind: z.literal('derive'),
    entry,
    name: name.nullable(),
    to: z.strictObject({ name, expression: name }).nullable(),
  }),
  z.strictObject({ kind: z.literal('transformFilter'), entry, value }),
  z.strictObject({ kind: z.literal('dropDuplicates'), entry, by: z.array(name), orderBy: value }),
  z.strictObject({ kind: z.literal('exclude'), patterns: z.array(text) }),
]) satisfies z.ZodType<PanelEdit>;

const actions = [
  'addConnection',
  'chooseFile',
  'saveDraft',
  'showLog',
  'showLocal',
  'plan',
  'cancelPlan',
  'runPlan',
  'cancelRun',
  'resumeRun',
  'resumeEarlier',
  'runAgain',
  'undoRun',
] as const satisfies readonly PanelAction[];

const sourceName = z.strictObject({ catalog: text, schema: text, table: text });

const requests = {
  pull: z.tuple([]),
  edit: z.tuple([edit]),
  perform: z.tuple([z.enum(actions)]),
  showText: z.tuple([z.int().min(1).optional()]),
  copy: z.tuple([z.string().max(10_000_000)]),
  search: z.tuple([
    z.strictObject({
      catalog: text.optional(),
      schema: text.optional(),
      containing: text,
      after: text.optional(),
    }),
  ]),
  describeTable: z.tuple([sourceName]),
  checkFilter: z.tuple([sourceName, text]),
  plannedTable: z.tuple([z.int().min(0)]),
  mend: z.tuple([text, text]),
} satisfies Record<keyof PanelHost, z.ZodType>;

/** The host with every argument checked before it is used: what comes from a webview may be anything. */
export function checkRequests(host: PanelHost): PanelHost {
  const checked = Object.entries(requests).map(([method, schema]) => {
    const call = (...args: unknown[]): unknown => {
      const read = schema.safeParse(args);
      if (read.success) return Reflect.apply(Reflect.get(host, method), host, read.data);
      throw new ReplicatorError('internal.bug', `The panel asked for ${method} in an unknown way.`);
    };
    return [method, async (...args: unknown[]) => call(...args)];
  });
  return Object.fromEntries(checked) as PanelHost;
}
