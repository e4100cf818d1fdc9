import type { Catalog } from '../catalog.ts';
import type { SqlEngine, SqlParameter } from '../sql/sql-engine.ts';
import type { Outcome } from './operations/operation.ts';
import type { ExecuteStatementRequest, Parameter } from './protocol/requests.ts';
import { isKeptFor, openResult, type ResultForms } from './results/open-result.ts';
import { applySessionStatement } from './sessions/apply-session-statement.ts';
import type { Session } from './sessions/session.ts';
import { readSessionStatement } from './sessions/session-statement.ts';

function readParameter(parameter: Parameter): SqlParameter {
  const { stringValue, doubleValue, booleanValue } = parameter.value ?? {};
  const value = stringValue ?? doubleValue?.toString() ?? booleanValue?.toString();
  return {
    type: parameter.type ?? 'STRING',
    ...(parameter.ordinal === undefined ? {} : { ordinal: parameter.ordinal }),
    ...(parameter.name === undefined ? {} : { name: parameter.name }),
    ...(value === undefined ? {} : { value }),
  };
}

/** Gives `?` parameters their ordinal where the client sends them in order only. */
function readParameters(parameters: readonly Parameter[]): readonly SqlParameter[] {
  return parameters.map((parameter, index) => {
    const read = readParameter(parameter);
    return read.name === undefined && read.ordinal === undefined ? { ...read, ordinal: index + 1 } : read;
  });
}

/** Runs a statement for a session, and gives its rows the form that the client asked for. @throws SqlError */
export async function executeStatement(
  request: ExecuteStatementRequest,
  session: Session,
  { engine, catalog, forms }: { readonly engine: SqlEngine; readonly catalog: Catalog; readonly forms: ResultForms },
  signal: AbortSignal,
): Promise<Outcome> {
  const sql = request.statement ?? '';
  const sessionStatement = readSessionStatement(sql);
  const result =
    sessionStatement === undefined
      ? await engine.execute(sql, {
          session: session.namespace,
          parameters: readParameters(request.parameters ?? []),
          ...(request.resultRowLimit === undefined ? {} : { rowLimit: request.resultRowLimit }),
          isKept: (cacheKey) => isKeptFor(request, forms.files, cacheKey),
          signal,
        })
      : applySessionStatement(sessionStatement, session, catalog);
  const { columns, modifiedRows } = result;
  const isQuery = columns.length > 0 && modifiedRows === undefined;
  return { result: await openResult(result, request, forms, signal), modifiedRows, isQuery };
}
