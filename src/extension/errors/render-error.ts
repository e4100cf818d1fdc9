import { editorAdvice } from '../../shared/editor-advice.ts';
import { type ErrorData, everyError } from '../../shared/errors.ts';
import { code, escapeMarkdown } from '../../shared/text/markdown.ts';

/** For pages: the message, and what to do. */
export function renderError(error: ErrorData): readonly string[] {
  return everyError(error).flatMap((one, i) => [...(i === 0 ? [] : ['']), ...renderOne(one)]);
}

function renderOne(error: ErrorData): readonly string[] {
  const [message, advice] = [error.message, editorAdvice(error)].map(escapeMarkdown);
  return advice === '' ? [`${message} (${code(error.code)})`] : [`${message}`, '', `→ ${advice} (${code(error.code)})`];
}
