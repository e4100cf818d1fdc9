import { type Document, isNode, LineCounter, parseDocument, visit } from 'yaml';
import { ReplicatorError } from '../errors.ts';
import { type DocumentPath, nodeAt } from './find-node.ts';

export interface SoundDocument {
  readonly document: Document;
  readonly lines: LineCounter;
}

/** @throws ReplicatorError `usage.invalid` where the text is no sound YAML: nothing can be put in its place there */
export function openSound(text: string): SoundDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [mistake] = document.errors;
  if (mistake === undefined) return { document, lines };
  const what = mistake.code === 'DUPLICATE_KEY' ? 'a key that stands there twice' : 'a mistake';
  const line = lines.linePos(mistake.pos[0]).line;
  throw new ReplicatorError('usage.invalid', `Line ${line} has ${what}; it has to be mended in the text first.`);
}

/**
 * What is changed at a path must not change or break other places that repeat it.
 * @throws ReplicatorError `usage.invalid` with the line of the alias
 */
export function refuseShared({ document, lines }: SoundDocument, path: DocumentPath): void {
  const touched = new Map<unknown, string | number>();
  for (const [depth, step] of path.entries()) touched.set(nodeAt(document, path.slice(0, depth + 1)), step);
  const last = nodeAt(document, path);
  const name = path.at(-1) ?? '';
  if (isNode(last)) visit(last, { Node: (_, node) => void touched.set(node, name) });
  visit(document, {
    Alias(_, alias) {
      const shared = touched.has(alias) ? undefined : touched.get(alias.resolve(document));
      if (shared === undefined) return;
      const line = alias.range ? ` in line ${lines.linePos(alias.range[0]).line}` : ' elsewhere';
      const message = `What ${wordsFor(shared)} says is used${line} too; it can only be changed in the text.`;
      throw new ReplicatorError('usage.invalid', message);
    },
  });
}

/** For a sentence: a key, or the number of an entry. */
export function wordsFor(step: string | number): string {
  return typeof step === 'number' ? `entry ${step + 1}` : step;
}
