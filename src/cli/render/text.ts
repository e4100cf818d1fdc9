import stringWidth from 'string-width';

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Names and messages from elsewhere, made safe for a terminal: control characters become visible. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 32 ? String.fromCodePoint(0x2400 + code) : '�';
  });
}

/** Text on one line: every run of white space becomes one space. */
export function oneLine(text: string): string {
  return printable(text.replaceAll(/\s+/g, ' ').trim());
}

/** At most `width` columns; what is cut off becomes an ellipsis. */
export function clip(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let clipped = '';
  for (const { segment } of segments.segment(text)) {
    if (stringWidth(clipped + segment) > width - 1) break;
    clipped += segment;
  }
  return `${clipped}…`;
}

/** At most `width` columns; the ellipsis stands in the middle, because long names differ at their ends. */
export function clipMiddle(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  const characters = [...segments.segment(text)].map(({ segment }) => segment);
  const fill = (from: readonly string[], room: number): readonly string[] => {
    let used = 0;
    let count = 0;
    for (const segment of from) {
      used += stringWidth(segment);
      if (used > room) break;
      count++;
    }
    return from.slice(0, count);
  };
  const end = fill(characters.toReversed(), Math.floor((width - 1) / 2)).toReversed();
  const start = fill(characters, width - 1 - stringWidth(end.join('')));
  return `${start.join('')}…${end.join('')}`;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - stringWidth(text))) + text;
}

/** Lines of at most `width` columns, broken at spaces where there are any. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (stringWidth(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = chop(word, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return [...lines, line];
}

function chop(word: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of segments.segment(word)) {
    if (stringWidth(piece + segment) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...pieces, piece];
}
