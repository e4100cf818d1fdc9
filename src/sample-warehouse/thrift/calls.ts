import { executeStatement } from './execute-statement.ts';
import { getInfo } from './metadata/get-info.ts';
import {
  listColumns,
  listCrossReferences,
  listFunctions,
  listPrimaryKeys,
  listTypes,
} from './metadata/list-columns.ts';
import { listCatalogs, listSchemas, listTables, listTableTypes } from './metadata/list-objects.ts';
import type { MetadataResult } from './metadata/metadata-result.ts';
import { initialNamespace } from './open-session.ts';
import { fetchOrientation, type OperationType, operationType, protocolVersion8 } from './protocol/constants.ts';
import type { Status } from './protocol/handles.ts';
import * as requests from './protocol/requests.ts';
import * as responses from './protocol/responses.ts';
import { fetchResultsResponse, resultSetMetadata } from './protocol/result-set.ts';
import type { ServiceContext } from './service-context.ts';
import { statusOf, success } from './status.ts';
import { type BinaryReader, ThriftProtocolError } from './wire/binary-reader.ts';
import { type CallHeader, writeReply } from './wire/message.ts';
import { struct, type WireType } from './wire/wire-type.ts';

/** Every response of the service begins with a status. */
interface Response {
  readonly status?: Status | undefined;
}

/** A method of the service: how it is read, answered and written. */
export interface Call {
  answer(header: CallHeader, input: BinaryReader, context: ServiceContext): Promise<Buffer>;
}

function call<Q, R extends Response>(
  request: WireType<Q>,
  response: WireType<R>,
  run: (request: Q, context: ServiceContext) => Promise<R>,
  onError: (status: Status) => Response = (status) => ({ status }),
): Call {
  const argumentsOf = struct({ req: [1, request as WireType<unknown>] });
  return {
    async answer(header, input, context) {
      const { req } = argumentsOf.read(input);
      if (req === undefined) throw new ThriftProtocolError(`${header.method} came without its request.`);
      try {
        return writeReply(header, response, await run(req as Q, context));
      } catch (error) {
        const status = statusOf(error);
        if (status === undefined) throw error;
        return writeReply(header, response as WireType<Response>, onError(status));
      }
    },
  };
}

interface MetadataRequest {
  readonly sessionHandle?: requests.SessionRequest['sessionHandle'];
  readonly getDirectResults?: requests.DirectResults | undefined;
  readonly runAsync?: boolean | undefined;
}

function metadataCall<Q extends MetadataRequest>(
  request: WireType<Q>,
  type: OperationType,
  list: (request: Q, context: ServiceContext) => MetadataResult,
): Call {
  return call(request, responses.operationResponse, async (req, context) =>
    context.operations.start({
      session: context.sessions.find(req.sessionHandle),
      type,
      run: async () => ({ result: list(req, context), isQuery: true }),
      runAsync: req.runAsync,
      direct: req.getDirectResults,
    }),
  );
}

/** Undocumented flags that a real warehouse sets on every answer to ExecuteStatement, failures included. */
const executeFlags = { x0d07: true, x0d08: true };

/** The methods of the service by their names on the wire. */
export const calls: ReadonlyMap<string, Call> = new Map<string, Call>([
  [
    'OpenSession',
    call(
      requests.openSessionRequest,
      responses.openSessionResponse,
      async (req, { sessions, catalog, defaults, secret }) => {
        const namespace = initialNamespace(req, catalog, defaults);
        const session = sessions.create(namespace);
        const { catalogName = namespace.catalog, schemaName = namespace.schema } = req.initialNamespace ?? {};
        return {
          status: success,
          serverProtocolVersion: protocolVersion8,
          sessionHandle: { sessionId: { guid: session.id, secret } },
          getInfos: [],
          initialNamespace: { catalogName, schemaName },
          canUseMultipleCatalogs: true,
        };
      },
      (status) => ({ status, serverProtocolVersion: protocolVersion8 }),
    ),
  ],
  [
    'CloseSession',
    call(requests.sessionRequest, responses.statusResponse, async (req, { sessions }) => {
      await sessions.close(req.sessionHandle?.sessionId?.guid);
      return { status: success };
    }),
  ],
  [
    'GetInfo',
    call(
      requests.getInfoRequest,
      responses.getInfoResponse,
      async (req, { sessions }) => {
        sessions.find(req.sessionHandle);
        return { status: success, infoValue: getInfo(req.infoType) };
      },
      (status) => ({ status, infoValue: {} }),
    ),
  ],
  [
    'ExecuteStatement',
    call(
      requests.executeStatementRequest,
      responses.operationResponse,
      async (req, context) => {
        const session = context.sessions.find(req.sessionHandle);
        const response = await context.operations.start({
          session,
          type: operationType.executeStatement,
          run: (signal) => executeStatement(req, session, context, signal),
          runAsync: req.runAsync,
          direct: req.getDirectResults,
        });
        return { ...response, ...executeFlags };
      },
      (status) => ({ status, ...executeFlags }),
    ),
  ],
  ['GetTypeInfo', metadataCall(requests.plainMetadataRequest, operationType.getTypeInfo, listTypes)],
  [
    'GetCatalogs',
    metadataCall(requests.plainMetadataRequest, operationType.getCatalogs, (_, { catalog }) => listCatalogs(catalog)),
  ],
  [
    'GetSchemas',
    metadataCall(requests.patternRequest, operationType.getSchemas, (req, { catalog }) => listSchemas(catalog, req)),
  ],
  [
    'GetTables',
    metadataCall(requests.getTablesRequest, operationType.getTables, (req, { catalog }) =>
      listTables(catalog, req, req.tableTypes),
    ),
  ],
  ['GetTableTypes', metadataCall(requests.plainMetadataRequest, operationType.getTableTypes, listTableTypes)],
  [
    'GetColumns',
    metadataCall(requests.getColumnsRequest, operationType.getColumns, (req, { catalog }) => listColumns(catalog, req)),
  ],
  ['GetFunctions', metadataCall(requests.patternRequest, operationType.getFunctions, listFunctions)],
  ['GetPrimaryKeys', metadataCall(requests.patternRequest, operationType.getFunctions, listPrimaryKeys)],
  ['GetCrossReference', metadataCall(requests.plainMetadataRequest, operationType.getFunctions, listCrossReferences)],
  [
    'GetOperationStatus',
    call(requests.operationRequest, responses.operationStatusResponse, async (req, { operations }) =>
      operations.find(req.operationHandle).status(),
    ),
  ],
  [
    'GetResultSetMetadata',
    call(
      requests.operationRequest,
      resultSetMetadata,
      async (req, { operations }) => operations.find(req.operationHandle).result.metadata,
    ),
  ],
  [
    'FetchResults',
    call(requests.fetchResultsRequest, fetchResultsResponse, async (req, { operations }) => {
      const { result } = operations.find(req.operationHandle);
      const { results, hasMoreRows } = await result.fetch({
        maxRows: req.maxRows ?? Number.MAX_SAFE_INTEGER,
        maxBytes: req.maxBytes ?? Number.MAX_SAFE_INTEGER,
        first: req.orientation === fetchOrientation.first,
        startRowOffset: req.startRowOffset,
      });
      const metadata = req.includeResultSetMetadata === true ? { resultSetMetadata: result.metadata } : {};
      return { status: success, hasMoreRows, results, ...metadata };
    }),
  ],
  [
    'CancelOperation',
    call(requests.operationRequest, responses.statusResponse, async (req, { operations }) => {
      operations.find(req.operationHandle).cancel();
      return { status: success };
    }),
  ],
  [
    'CloseOperation',
    call(requests.operationRequest, responses.statusResponse, async (req, { operations }) => {
      await operations.close(req.operationHandle?.operationId?.guid);
      return { status: success };
    }),
  ],
]);
