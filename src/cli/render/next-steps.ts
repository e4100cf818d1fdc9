import type { Style } from './style.ts';
import { oneLine } from './text.ts';

interface Told {
  readonly program: string;
  readonly document: string;
  readonly file: string;
  /** A table that was copied, by its source. */
  readonly table: string;
}

/** What to try after a copy from the sample warehouse. */
export function renderNextSteps({ program, document, file, table }: Told, style: Style): readonly string[] {
  const steps = [
    [
      'compare every column of a table with its source',
      `${program} verify ${shellWord(document)} --only ${shellWord(table)}`,
    ],
    ['see types, losses and SQL without copying', `${program} plan ${shellWord(document)} --full`],
  ];
  return [
    '',
    style.bold('What to try next'),
    ...steps.flatMap(([what, command]) => [`  ${what}:`, `    ${style.accent(command ?? '')}`]),
    `  look at the copy: any DuckDB client opens ${oneLine(file)}; README.md tells how with Node alone`,
    '  copy tables of your own: write connection: {profile: NAME} into the document',
  ];
}

function shellWord(text: string): string {
  return /^[\w./:@%+=\\-]+$/.test(text) ? text : `"${oneLine(text)}"`;
}
