import { isMap, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Diagnostic } from '../../shared/document/diagnostic.ts';
import {
  addTable,
  type DocumentPath,
  removeEntry,
  type ScalarValue,
  setScalar,
  type TextEdit,
} from '../../shared/document/edit.ts';
import { ratePattern, sizePattern } from '../../shared/document/parse-size.ts';
import { suggest } from '../../shared/document/suggest.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import { shapesAt } from './schema-at.ts';

/** One way to mend a mistake. */
export interface Fix {
  readonly title: string;
  readonly edit: TextEdit;
  /** The one that is most likely meant. */
  readonly preferred: boolean;
  /** The secret is out of the document; now it needs another place. */
  readonly signIn?: boolean;
}

/** What belongs to a place that a diagnostic points at. */
interface Entry {
  readonly path: DocumentPath;
  readonly what: 'key' | 'value' | 'map';
  readonly start: number;
  readonly end: number;
}

/**
 * Ways to mend what a diagnostic says; none where only people can do it in the text.
 * @param start offset of the diagnostic in the text
 */
export function findFixes(text: string, diagnostic: Diagnostic, start: number): readonly Fix[] {
  try {
    return fixesFor(text, diagnostic, start);
  } catch (thrown) {
    if (thrown instanceof ReplicatorError && thrown.code === 'usage.invalid') return [];
    throw thrown;
  }
}

function fixesFor(text: string, { code }: Diagnostic, start: number): readonly Fix[] {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0) return [];
  const entries = entriesAt(document, start);
  const olderForm = document.has('global') || isMap(document.getIn(['tables', 0, 'source']));
  const find = (what: Entry['what']): Entry | undefined => entries.find((entry) => entry.what === what);
  switch (code) {
    case 'unknownKey':
      return fixKey(text, find('key'), olderForm);
    case 'missing':
      return fixMissing(text, find('map'), olderForm, document.contents === null);
    case 'wrongLevel':
      return fixLevel(text, find('map'), ['pandas', 'auto']);
    case 'badValue':
    case 'notAvailable':
    case 'wrongType':
    case 'badSize':
      return fixValue(text, find('value'), olderForm);
    case 'secret': {
      const entry = find('value') ?? find('key');
      if (entry === undefined) return [];
      const edit = removeEntry(text, entry.path);
      return [
        { title: 'Take the secret out of the document and sign in', edit, preferred: true, signIn: true },
        { title: 'Take the secret out of the document', edit, preferred: false },
      ];
    }
    case 'noEffect': {
      const entry = find('value') ?? find('key');
      const spool = entry?.path.at(-1) === 'keepSpool' || entry?.path.at(-1) === 'volume';
      const transformed = entry && document.hasIn([...entry.path.slice(0, -1), 'transform']);
      return [...removal(text, entry), ...(spool && !transformed ? fixLevel(text, entry, ['parquet']) : [])];
    }
    case 'duplicate':
      return fixDuplicate(text, find('value') ?? find('map'));
    case 'badName':
    case 'syntax':
      return [];
  }
}

function fixKey(text: string, entry: Entry | undefined, olderForm: boolean): readonly Fix[] {
  if (entry === undefined) return [];
  const parent = entry.path.slice(0, -1);
  const key = String(entry.path.at(-1));
  const known = shapesAt({ path: parent, olderForm }).flatMap(({ properties }) => Object.keys(properties));
  const meant = suggest(key, [...new Set(known)]);
  const rename: Fix | undefined =
    meant === undefined
      ? undefined
      : { title: `Change to “${meant}”`, edit: { start: entry.start, end: entry.end, text: meant }, preferred: true };
  const others = removal(text, entry).map((fix) => ({ ...fix, preferred: rename === undefined }));
  return rename === undefined ? others : [rename, ...others];
}

function fixMissing(text: string, entry: Entry | undefined, olderForm: boolean, empty: boolean): readonly Fix[] {
  if (entry === undefined && !empty) return [];
  const path = entry?.path ?? [];
  const document = parseDocument(text);
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  const present = isMap(map) ? map.items.map(({ key }) => (isScalar(key) ? String(key.value) : '')) : [];
  const fitting = shapesAt({ path, olderForm }).filter(({ properties }) => present.every((key) => key in properties));
  const missing = new Set(fitting.flatMap(({ required }) => required.filter((key) => !present.includes(key))));
  return [...missing].flatMap((key) => {
    const value = examples[key];
    if (value === undefined) return [];
    const edit = key === 'tables' ? addTable(text, value) : setScalar(text, [...path, key], value);
    return [{ title: `Add “${key}: ${value}”`, edit, preferred: missing.size === 1 }];
  });
}

const examples: Readonly<Record<string, string>> = {
  connection: 'sample',
  target: 'lake.duckdb',
  tables: 'samples.tpch.*',
  file: 'lake.duckdb',
  duckdb_path: 'lake.duckdb',
  source: 'catalog.schema.table',
  host: 'workspace.cloud.databricks.com',
  httpPath: '/sql/1.0/warehouses/ID',
  profile: 'DEFAULT',
};

function fixValue(text: string, entry: Entry | undefined, olderForm: boolean): readonly Fix[] {
  if (entry === undefined) return [];
  const found = text.slice(entry.start, entry.end);
  const words = shapesAt({ path: entry.path, olderForm }).flatMap((shape) => shape.words);
  const meant = suggest(found, words.map(String));
  const replaced = words.map(
    (word): Fix => replacement(text, entry, word, words.length === 1 || String(word) === meant),
  );
  if (replaced.length > 0) return replaced;
  const patterns = shapesAt({ path: entry.path, olderForm }).map(({ schema }) => schema.pattern);
  const units = patterns.includes(sizePattern) ? ['MB', 'GB'] : patterns.includes(ratePattern) ? ['kB/s', 'MB/s'] : [];
  const number = /^\d+(?:\.\d+)?/.exec(found)?.[0];
  if (units.length > 0 && number !== undefined)
    return units.map((unit) => replacement(text, entry, number + unit, false));
  const isText = shapesAt({ path: entry.path, olderForm }).some(({ schema }) =>
    [schema.type].flat().includes('string'),
  );
  if (!isText || units.length > 0 || !/^(?:[\d.+-][\w.+-]*|true|false)$/.test(found)) return [];
  return [{ title: `Put ${found} in quotes`, edit: setScalar(text, entry.path, found), preferred: true }];
}

function replacement(text: string, { path }: Entry, value: ScalarValue, preferred: boolean): Fix {
  return { title: `Change to “${value}”`, edit: setScalar(text, path, value), preferred };
}

function removal(text: string, entry: Entry | undefined): readonly Fix[] {
  if (entry === undefined) return [];
  return [{ title: `Remove “${entry.path.at(-1)}”`, edit: removeEntry(text, entry.path), preferred: true }];
}

/** What is written needs another level, in the entry that it is written in. */
function fixLevel(text: string, entry: Entry | undefined, levels: readonly string[]): readonly Fix[] {
  if (entry === undefined) return [];
  const place = [...entry.path.slice(0, -1), 'level'];
  const now = parseDocument(text).getIn(place);
  return levels
    .filter((level) => level !== now)
    .map((level) => ({ title: `Set the level to ${level}`, edit: setScalar(text, place, level), preferred: false }));
}

/** An entry of `tables` that says what another one says; of what is within one, the names are for people to choose. */
function fixDuplicate(text: string, entry: Entry | undefined): readonly Fix[] {
  const path = entry?.path ?? [];
  const isTable = path[0] === 'tables' && (path.length === 2 || (path.length === 3 && path[2] === 'source'));
  return isTable ? [{ title: 'Remove this entry', edit: removeEntry(text, path.slice(0, 2)), preferred: true }] : [];
}

/** Keys, values and mappings that begin at an offset. */
function entriesAt(document: ReturnType<typeof parseDocument>, start: number): readonly Entry[] {
  const entries: Entry[] = [];
  visit(document, {
    Node(key, node, ancestors) {
      const range = 'range' in node ? node.range : undefined;
      if (!range || range[0] !== start) return;
      const path: (string | number)[] = [];
      ancestors.forEach((one, index) => {
        const below = ancestors[index + 1] ?? node;
        if (isPair(one)) path.push(isScalar(one.key) ? String(one.key.value) : '');
        else if (isSeq(one)) path.push(one.items.indexOf(below));
      });
      const what = key === 'key' ? 'key' : isMap(node) ? 'map' : 'value';
      entries.push({ path, what, start: range[0], end: range[1] });
    },
  });
  return entries;
}
