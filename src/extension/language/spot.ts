import {
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml';
import type { DocumentPath } from '../../shared/document/edit.ts';

/** Where the cursor is in a document, whether or not it is finished. Offsets, end exclusive. */
export interface Spot {
  /** A key, or a value: a scalar, or the empty place of one. */
  readonly kind: 'key' | 'value';
  /** Of the mapping that the key is in; of the value itself. */
  readonly path: DocumentPath;
  /** The other keys of the mapping that the key is in. */
  readonly siblings: readonly string[];
  /** What stands there and would be replaced, without quotes. */
  readonly start: number;
  readonly end: number;
  /** Of it, what is before the cursor, and all of it. */
  readonly prefix: string;
  readonly text: string;
  readonly quote: '' | '"' | "'";
  /** A value that stands on a line of its own, where keys and items can begin. */
  readonly ownLine: boolean;
  /** The key has its colon already. */
  readonly hasValue: boolean;
  /** Within {…} or […]. */
  readonly flow: boolean;
  readonly olderForm: boolean;
}

/** Stands for the cursor while the text is parsed; of no meaning to anybody else. */
const cursor = '\uE000';

/** Undefined in comments, and within texts of several lines. */
export function findSpot(text: string, offset: number): Spot | undefined {
  const marked = text.slice(0, offset) + cursor + text.slice(offset);
  const document = parseDocument(marked, { prettyErrors: false, strict: false });
  let spot: Spot | undefined;
  visit(document, {
    Scalar(key, node, ancestors) {
      const range = node.range;
      if (!range || range[0] > offset || range[1] < offset + 1) return undefined;
      const source = marked.slice(range[0], range[1]);
      if (!source.includes(cursor) || source.includes('\n')) return undefined;
      spot = describe(text, offset, document, { key, node, ancestors: ancestors as readonly Node[] });
      return visit.BREAK;
    },
  });
  return spot;
}

interface Found {
  readonly key: unknown;
  readonly node: Scalar;
  readonly ancestors: readonly (Node | Pair | Document)[];
}

function describe(text: string, offset: number, document: Document, { key, node, ancestors }: Found): Spot {
  const [from = 0, to = 0] = node.range ?? [];
  const quote = node.type === 'QUOTE_DOUBLE' ? '"' : node.type === 'QUOTE_SINGLE' ? "'" : '';
  const start = from + quote.length;
  const end = Math.max(start, to - cursor.length - quote.length);
  const isKey = key === 'key';
  const parents = isKey ? ancestors.slice(0, -1) : ancestors;
  const map = isKey ? ancestors.at(-2) : undefined;
  const pair = isKey ? ancestors.at(-1) : undefined;
  const line = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  return {
    kind: isKey ? 'key' : 'value',
    path: pathOf(parents, node),
    siblings: isMap(map) ? map.items.filter((item) => item !== pair).map((item) => keyOf(item)) : [],
    start,
    end,
    prefix: text.slice(start, offset),
    text: text.slice(start, end),
    quote,
    ownLine: /^(?:\s*-)*\s*$/.test(line),
    hasValue: /^["']?\s*:/.test(text.slice(end)),
    flow: ancestors.some((one) => (isMap(one) || isSeq(one)) && one.flow === true),
    olderForm: isOlder(document),
  };
}

/** From the root to the node below the last of the ancestors. */
function pathOf(ancestors: Found['ancestors'], node: Node): DocumentPath {
  const path: (string | number)[] = [];
  ancestors.forEach((one, index) => {
    const below = ancestors[index + 1] ?? node;
    if (isPair(one)) path.push(keyOf(one));
    else if (isSeq(one)) path.push(one.items.indexOf(below));
  });
  return path;
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}

/** The form with `global`, and tables whose source is a mapping. */
function isOlder(document: Document): boolean {
  return document.has('global') || isMap(document.getIn(['tables', 0, 'source']));
}
