import type { Diagnostic } from '../../shared/document/diagnostic.ts';
import { marked } from './block.ts';
import type { Style } from './style.ts';
import { clip, oneLine, printable } from './text.ts';

/** `file:line:column`, what is wrong, the line itself with the place underlined, and what would be right. */
export function renderDiagnostics(
  file: string,
  text: string,
  diagnostics: readonly Diagnostic[],
  style: Style,
): readonly string[] {
  const lines = text.split('\n');
  return diagnostics.flatMap((diagnostic) => {
    const { line, column, endLine, endColumn, severity, message, expected } = diagnostic;
    const paint = severity === 'error' ? style.bad : style.warn;
    const heading = `${style.bold(`${printable(file)}:${line}:${column}`)} ${paint(severity)}: ${oneLine(message)}`;
    const number = String(line);
    const margin = ' '.repeat(number.length);
    const code = printable((lines[line - 1] ?? '').trimEnd());
    const length = Math.max(1, (endLine === line ? endColumn : code.length + 1) - column);
    const secret = diagnostic.code === 'secret';
    const room = style.width - number.length - 3;
    return [
      heading,
      ...(secret || code === '' ? [] : [`${style.dim(`${number} │`)} ${clip(code, room)}`]),
      ...(secret || code === '' || column + length > room
        ? []
        : [`${style.dim(`${margin} │`)} ${' '.repeat(column - 1)}${paint('^'.repeat(length))}`]),
      ...(expected === undefined ? [] : marked('→', oneLine(expected), style, style.accent, number.length + 3)),
      '',
    ];
  });
}
