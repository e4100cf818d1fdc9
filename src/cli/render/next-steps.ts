import type { Style } from './style.ts';

/** What to try after a copy from the sample warehouse. */
export function renderNextSteps(document: string, file: string, style: Style): readonly string[] {
  const steps = [
    ['compare every column with the source', `verify ${document}`],
    ['see types, losses and SQL without copying', `plan ${document} --full`],
    ['look at the copy', `duckdb ${file} "SHOW ALL TABLES"`],
  ];
  return [
    '',
    style.bold('What to try next'),
    ...steps.flatMap(([what, command]) => [`  ${what}:`, `    ${style.accent(command ?? '')}`]),
    '  copy tables of your own: write connection: {profile: NAME} into the document',
  ];
}
