import { actions, type ErrorCode, type ErrorData } from './errors.ts';

/** Where the action of the code is for those who sit before a terminal; empty where the message says it already. */
const inEditor: Partial<Record<ErrorCode, string>> = {
  'usage.invalid': '',
  'auth.rejected': 'Sign in again, or give the connection another token.',
  'network.certificate':
    'Give the connection the certificate of the authority that your network or proxy uses (a CA file).',
};

/** What a person before the editor can do next; empty where the message says it. */
export function editorAdvice({ code, message }: Pick<ErrorData, 'code' | 'message'>): string {
  const advice = inEditor[code] ?? actions[code];
  return message.endsWith(advice) ? '' : advice;
}
