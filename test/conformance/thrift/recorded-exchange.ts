import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RecordBatch, type Schema, tableFromIPC } from 'apache-arrow';
import { decompressFrame } from 'lz4-napi';
import type { ResultColumn, SqlResult } from '../../../src/sample-warehouse/sql/sql-engine.ts';
import { executeStatementRequest } from '../../../src/sample-warehouse/thrift/protocol/requests.ts';
import { operationResponse } from '../../../src/sample-warehouse/thrift/protocol/responses.ts';
import { BinaryReader } from '../../../src/sample-warehouse/thrift/wire/binary-reader.ts';
import { skip } from '../../../src/sample-warehouse/thrift/wire/skip.ts';
import { wire } from '../../../src/sample-warehouse/thrift/wire/type-ids.ts';
import { struct, type WireType } from '../../../src/sample-warehouse/thrift/wire/wire-type.ts';

const endOfStream = Buffer.from([255, 255, 255, 255, 0, 0, 0, 0]);

export interface RecordedExchange {
  readonly request: Buffer;
  readonly response: Buffer;
}

export async function readExchange(folder: string, name: string): Promise<RecordedExchange> {
  const path = join(folder, 'thrift', name);
  return { request: await readFile(`${path}.req.bin`), response: await readFile(`${path}.bin`) };
}

/** A reader that stands behind the message's header. */
function bodyOf(message: Buffer): BinaryReader {
  const input = new BinaryReader(message);
  input.i32();
  input.binary();
  input.i32();
  return input;
}

export function readOperationResponse(message: Buffer) {
  const { success } = struct({ success: [0, operationResponse] }).read(bodyOf(message));
  if (success === undefined) throw new RangeError('The answer is no success.');
  return success;
}

export function readExecuteRequest(message: Buffer) {
  const { req } = struct({ req: [1, executeStatementRequest as WireType<unknown>] }).read(bodyOf(message));
  return req as ReturnType<typeof executeStatementRequest.read>;
}

/** A field's path, `0/1281/2/4`, list elements as `[]`, with its type, and what a scalar holds. */
export interface WireField {
  readonly path: string;
  readonly type: number;
  readonly value: string;
}

/** Every field of a message, in wire order, known to the interface definition or not. */
export function wireFields(message: Buffer): readonly WireField[] {
  const fields: WireField[] = [];
  const input = bodyOf(message);
  const walk = (path: string, type: number): void => {
    if (type === wire.struct) {
      for (let field = input.byte(); field !== wire.stop; field = input.byte()) walk(`${path}/${input.i16()}`, field);
    } else if (type === wire.list) {
      const element = input.byte();
      const size = input.i32();
      fields.push({ path, type, value: `${size} of ${element}` });
      for (let i = 0; i < size; i++) walk(`${path}[${i}]`, element);
    } else if (type === wire.map) {
      const from = input.remaining;
      const key = input.byte();
      const value = input.byte();
      for (let left = input.i32(); left > 0; left--) {
        skip(input, key);
        walk(`${path}{}`, value);
      }
      fields.push({ path, type, value: from > 0 ? 'map' : '' });
    } else if (type === wire.string) {
      fields.push({ path, type, value: input.binary().toString('latin1') });
    } else {
      fields.push({ path, type, value: String(scalar(type)) });
    }
  };
  const scalar = (type: number) => {
    if (type === wire.i16) return input.i16();
    if (type === wire.i32) return input.i32();
    if (type === wire.i64) return input.i64();
    if (type === wire.double) return input.double();
    return input.byte();
  };
  walk('', wire.struct);
  return fields;
}

/** The Arrow rows inside a direct result. */
export async function arrowTable(message: Buffer) {
  const { directResults } = readOperationResponse(message);
  const { arrowSchema = new Uint8Array(), lz4Compressed } = directResults?.resultSetMetadata ?? {};
  const batches = directResults?.resultSet?.results?.arrowBatches ?? [];
  const messages = batches.map(({ batch = new Uint8Array() }) =>
    lz4Compressed === true ? decompressFrame(batch) : Promise.resolve(Buffer.from(batch)),
  );
  return tableFromIPC(Buffer.concat([arrowSchema, ...(await Promise.all(messages)), endOfStream]));
}

/** What an engine would have given so that the recorded answer came about. */
export async function recordedResult(message: Buffer, extra: Pick<SqlResult, 'modifiedRows' | 'cacheKey'> = {}) {
  const table = await arrowTable(message);
  const columns: ResultColumn[] = table.schema.fields.map((field) => ({
    name: field.name,
    typeText: field.metadata.get('Spark:DataType:SqlName') ?? '',
    comment: null,
    nullable: field.nullable,
  }));
  return resultFrom(columns, table.schema, table.batches, extra);
}

export function resultFrom(
  columns: readonly ResultColumn[],
  schema: Schema,
  batches: readonly RecordBatch[],
  extra: Pick<SqlResult, 'modifiedRows' | 'cacheKey'> = {},
): SqlResult {
  async function* each() {
    yield* batches.map((batch) => new RecordBatch(schema, batch.data));
  }
  return { columns, schema, batches: each(), ...extra };
}
