import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { type ErrorCode, ReplicatorError } from '../../../shared/errors.ts';
import { parseRetryAfter } from '../../resilience/retry-after.ts';

const errorBody = z.object({
  // A number in answers of the edge, a name in those of the services.
  error_code: z.union([z.string(), z.number()]).optional(),
  message: z.string().optional(),
});

const codesByErrorCode: Readonly<Record<string, ErrorCode>> = {
  ABORTED: 'network.unavailable',
  DATA_LOSS: 'integrity.counts',
  DEADLINE_EXCEEDED: 'network.unavailable',
  PERMISSION_DENIED: 'auth.forbidden',
  REQUEST_LIMIT_EXCEEDED: 'source.busy',
  RESOURCE_EXHAUSTED: 'source.busy',
  SERVICE_UNDER_MAINTENANCE: 'network.unavailable',
  TEMPORARILY_UNAVAILABLE: 'network.unavailable',
  UNAUTHENTICATED: 'auth.rejected',
  UNAVAILABLE: 'network.unavailable',
  WORKSPACE_TEMPORARILY_UNAVAILABLE: 'network.unavailable',
};

const codesByStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'auth.rejected',
  403: 'auth.forbidden',
  404: 'source.notFound',
  407: 'network.unavailable',
  408: 'network.unavailable',
  410: 'source.notFound',
  429: 'source.busy',
  500: 'network.unavailable',
  502: 'network.unavailable',
  503: 'source.busy',
  504: 'network.unavailable',
};

/** What an answer of the workspace with a status other than 200 means. */
export function toRestError(
  answer: { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string },
  context: { readonly path: string; readonly now: number },
): ReplicatorError {
  const { status, headers } = answer;
  const { error_code: errorCode, message = '' } = parseErrorBody(answer.body);
  const requestId = headers['x-request-id'];
  const retryAfterMs = parseRetryAfter(headers['retry-after'], context.now);
  const reason = message === '' ? '' : `: ${message}`;
  return new ReplicatorError(
    codeOf(status, errorCode, message),
    `The workspace answered ${context.path} with ${status}${typeof errorCode === 'string' ? ` ${errorCode}` : ''}${reason}`,
    {
      facts: {
        status,
        path: context.path,
        ...(errorCode === undefined ? {} : { errorCode }),
        ...(typeof requestId === 'string' ? { requestId } : {}),
        // Told apart by its text only: the error code is that of any bad request.
        ...(status === 400 && message.includes('could not be processed by the warehouse')
          ? { warehouseNotReady: true }
          : {}),
      },
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
  );
}

function parseErrorBody(body: string): z.infer<typeof errorBody> {
  try {
    return errorBody.parse(JSON.parse(body));
  } catch {
    // A proxy or a gateway answered with a page of its own: the status has to say it all.
    return {};
  }
}

function codeOf(status: number, errorCode: string | number | undefined, message: string): ErrorCode {
  // A bad token is a 403 whose error code is just the number.
  if (status === 403 && message.includes('Invalid access token')) return 'auth.rejected';
  const named = typeof errorCode === 'string' ? codesByErrorCode[errorCode] : undefined;
  return named ?? codesByStatus[status] ?? (status >= 500 ? 'network.unavailable' : 'source.protocol');
}
