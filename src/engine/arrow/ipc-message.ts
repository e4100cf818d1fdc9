import { Message, type Schema } from 'apache-arrow';
import { ReplicatorError } from '../../shared/errors.ts';
import { FlatTable } from './flat-table.ts';

/** What a record batch says of itself; regions are relative to its body, nothing is checked against it yet. */
export interface BatchHeader {
  readonly rows: number;
  readonly nodes: readonly { readonly length: number; readonly nullCount: number }[];
  readonly regions: readonly { readonly offset: number; readonly length: number }[];
}

export type IpcMessage = { readonly bodyLength: number } & (
  | { readonly kind: 'schema'; readonly schema: Schema }
  | { readonly kind: 'batch'; readonly batch: BatchHeader }
  | { readonly kind: 'other' }
);

// Positions of the fields in Arrow's Message.fbs and Schema.fbs.
const message = { headerType: 1, header: 2, bodyLength: 3, metadata: 4 };
const batchFields = { length: 0, nodes: 1, regions: 2, compression: 3 };
const schemaFields = { fields: 1, metadata: 2 };
const fieldFields = { dictionary: 4, children: 5, metadata: 6 };
const headerTypes = { schema: 1, dictionaryBatch: 2, recordBatch: 3 };

/**
 * Reads the metadata of one message.
 * @throws RangeError where they are damaged, ReplicatorError `source.unsupported` for compressed bodies and dictionaries
 */
export function readMessage(metadata: Uint8Array<ArrayBuffer>): IpcMessage {
  const root = FlatTable.root(metadata);
  const bodyLength = root.count(message.bodyLength);
  const header = root.table(message.header);
  if (header === undefined) throw new RangeError('a message has no header');
  switch (root.byte(message.headerType)) {
    case headerTypes.schema:
      root.tables(message.metadata);
      visitSchema(header);
      return { kind: 'schema', bodyLength, schema: decodeSchema(metadata) };
    case headerTypes.recordBatch:
      return { kind: 'batch', bodyLength, batch: readBatch(header) };
    case headerTypes.dictionaryBatch:
      throw dictionaries();
    default:
      return { kind: 'other', bodyLength };
  }
}

function readBatch(header: FlatTable): BatchHeader {
  if (header.table(batchFields.compression) !== undefined) {
    throw new ReplicatorError('source.unsupported', 'The result has compressed Arrow buffers, which are not read.');
  }
  const nodes = header.pairs(batchFields.nodes).map(([length, nullCount]) => ({ length, nullCount }));
  const regions = header.pairs(batchFields.regions).map(([offset, length]) => ({ offset, length }));
  return { rows: header.count(batchFields.length), nodes, regions };
}

/** Goes where the library will go, so that it cannot meet a length that is not true. */
function visitSchema(schema: FlatTable): void {
  schema.tables(schemaFields.metadata);
  for (const field of schema.tables(schemaFields.fields)) visitField(field);
}

function visitField(field: FlatTable): void {
  if (field.table(fieldFields.dictionary) !== undefined) throw dictionaries();
  field.tables(fieldFields.metadata);
  for (const child of field.tables(fieldFields.children)) visitField(child);
}

function decodeSchema(metadata: Uint8Array): Schema {
  const decoded = Message.decode(metadata);
  if (!decoded.isSchema()) throw new RangeError('a schema is none');
  const schema = decoded.header();
  // Naming every type finds the ones that lack a part, while the damage can still be told from a mismatch.
  if (schema.fields.map((field) => String(field.type)).includes('')) throw new RangeError('a type has no name');
  return schema;
}

function dictionaries(): ReplicatorError {
  return new ReplicatorError('source.unsupported', 'The result has dictionary-encoded columns, which are not read.');
}
