import { setTimeout as delay } from 'node:timers/promises';
import { effectOf } from '../faults/fault-plan.ts';
import type { Operation } from '../faults/fault-rule.ts';
import { json } from '../http/reply.ts';
import { RestError } from '../http/rest-error.ts';
import { jsonBody, type Route, type WarehouseRequest } from '../http/route.ts';
import { type DescribeOptions, describeChunk, describeStatement } from './describe-statement.ts';
import type { Sessions } from './sessions.ts';
import type { Statement } from './statement.ts';
import type { Statements } from './statements.ts';
import { parseSubmitRequest } from './submit-request.ts';

const root = '/api/2.0/sql/statements';

export interface StatementRoutesOptions extends DescribeOptions {
  readonly statements: Statements;
  readonly sessions: Sessions;
  readonly sqlStateInStatus: boolean;
}

/** The text of the statement in a request, for rules that look at it. */
function statementText(body: Buffer): string {
  return body.toString('utf8').replaceAll('\\"', '"').replaceAll('\\n', '\n');
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

async function waitFor(statement: Statement, ms: number, signal: AbortSignal): Promise<void> {
  if (ms === 0) return;
  const done = new AbortController();
  const timeUp = delay(ms, undefined, { signal: AbortSignal.any([done.signal, signal]) }).catch(() => undefined);
  await Promise.race([statement.ended, timeUp]);
  done.abort();
}

export function statementRoutes(options: StatementRoutesOptions): readonly Route[] {
  const { statements, sessions } = options;
  const subject = (operation: Operation) => () => ({ operation });

  const find = (request: WarehouseRequest): Statement => {
    const id = request.params.statement ?? '';
    if (effectOf(request.effects, 'resultGone') !== undefined) statements.forget(id);
    return statements.get(id);
  };

  return [
    {
      method: 'POST',
      pattern: '/api/2.0/sql/sessions',
      subject: subject('session-create'),
      handle: async (request) => {
        const body = jsonBody(request.body);
        const catalog = text(body.catalog);
        const schema = text(body.schema);
        const names = { ...(catalog === undefined ? {} : { catalog }), ...(schema === undefined ? {} : { schema }) };
        return json({ session_id: sessions.create(names) });
      },
    },
    {
      method: 'DELETE',
      pattern: '/api/2.0/sql/sessions/:session',
      subject: subject('session-delete'),
      handle: async (request) => {
        sessions.delete(request.params.session ?? '');
        return json({});
      },
    },
    {
      method: 'POST',
      pattern: root,
      subject: (request) => ({ operation: 'submit', text: statementText(request.body) }),
      handle: async (request) => {
        const submit = parseSubmitRequest(jsonBody(request.body));
        const statement = statements.submit(submit, request.effects);
        await waitFor(statement, submit.waitMs, request.signal);
        if (submit.waitMs > 0 && submit.onWaitTimeout === 'CANCEL') statement.cancel();
        return json(describeStatement(statement, request.effects, options));
      },
    },
    {
      method: 'GET',
      pattern: `${root}/:statement`,
      subject: subject('poll'),
      handle: async (request) => json(describeStatement(find(request), request.effects, options)),
    },
    {
      method: 'GET',
      pattern: `${root}/:statement/result/chunks/:chunk`,
      subject: (request) => ({ operation: 'chunk-link', chunk: Number(request.params.chunk) }),
      handle: async (request) => {
        const statement = find(request);
        const { result, id, state } = statement;
        if (state === 'CLOSED') throw new RestError(404, 'NOT_FOUND', `The result of statement ${id} has been closed.`);
        if (result === undefined) {
          throw new RestError(400, 'BAD_REQUEST', `The result of statement ${id} is not available in state ${state}.`);
        }
        const chunk = Number(request.params.chunk);
        const count = result.kind === 'json' ? 1 : result.stored.files.length;
        if (!Number.isInteger(chunk) || chunk < 0 || chunk >= count) {
          throw new RestError(400, 'INVALID_PARAMETER_VALUE', `There is no chunk ${request.params.chunk}.`);
        }
        return json(describeChunk(id, result, chunk, request.effects, options));
      },
    },
    {
      method: 'POST',
      pattern: `${root}/:statement/cancel`,
      subject: subject('cancel'),
      handle: async (request) => {
        find(request).cancel();
        return json({});
      },
    },
    {
      method: 'DELETE',
      pattern: `${root}/:statement`,
      subject: subject('close'),
      handle: async (request) => {
        statements.close(find(request));
        return json({});
      },
    },
  ];
}
