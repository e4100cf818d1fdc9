import type { Operation } from './faults/fault-rule.ts';
import { RestError } from './http/rest-error.ts';
import type { Route } from './http/route.ts';
import type { ThriftService } from './thrift/thrift-service.ts';
import { ThriftProtocolError } from './thrift/wire/binary-reader.ts';

const nameAt = 8;

const operationsByMethod: Readonly<Record<string, Operation>> = {
  OpenSession: 'thrift-open-session',
  CloseSession: 'thrift-close-session',
  ExecuteStatement: 'thrift-execute',
  GetOperationStatus: 'thrift-status',
  GetCatalogs: 'thrift-metadata',
  GetSchemas: 'thrift-metadata',
  GetTables: 'thrift-metadata',
  GetTableTypes: 'thrift-metadata',
  GetColumns: 'thrift-metadata',
  GetResultSetMetadata: 'thrift-fetch',
  FetchResults: 'thrift-fetch',
  CancelOperation: 'thrift-cancel',
  CloseOperation: 'thrift-close',
};

/** The name of the method that a message of the strict binary protocol calls. */
function methodOf(body: Buffer): string {
  if (body.length < nameAt) return '';
  return body.toString('utf8', nameAt, nameAt + body.readUInt32BE(4));
}

export function thriftRoutes(httpPath: string, service: ThriftService): readonly Route[] {
  return [
    {
      method: 'POST',
      pattern: httpPath,
      subject: ({ body }) => ({
        operation: operationsByMethod[methodOf(body)] ?? 'thrift-other',
        text: body.toString('utf8'),
      }),
      handle: async (request) => {
        try {
          const body = await service.handle(request.body);
          return { status: 200, headers: { 'content-type': 'application/x-thrift' }, body };
        } catch (error) {
          if (error instanceof ThriftProtocolError) throw new RestError(400, 'BAD_REQUEST', error.message);
          throw error;
        }
      },
    },
  ];
}
