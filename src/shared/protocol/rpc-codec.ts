import { type ErrorData, fromErrorData, toErrorData } from '../errors.ts';

/** A clone keeps nothing of an error but its message; so errors cross boundaries as plain facts. For birpc's messages. */
export function encodeMessage(message: unknown): unknown {
  if (!hasError(message)) return message;
  return { ...message, e: toErrorData(message.e) };
}

export function decodeMessage(message: unknown): unknown {
  if (!hasError(message)) return message;
  return { ...message, e: isErrorData(message.e) ? fromErrorData(message.e) : message.e };
}

function hasError(message: unknown): message is { readonly e: unknown } {
  return typeof message === 'object' && message !== null && 'e' in message && message.e !== undefined;
}

function isErrorData(value: unknown): value is ErrorData {
  return typeof value === 'object' && value !== null && 'code' in value && 'facts' in value && 'message' in value;
}
