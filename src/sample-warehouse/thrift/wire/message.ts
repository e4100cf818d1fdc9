import { type BinaryReader, ThriftProtocolError } from './binary-reader.ts';
import { BinaryWriter } from './binary-writer.ts';
import { i32, struct, text, type WireType } from './wire-type.ts';

const version1 = 0x8001;
const messageType = { call: 1, reply: 2, exception: 3 } as const;
const applicationException = struct({ message: [1, text], type: [2, i32] });

export const exceptionType = { unknownMethod: 1, internalError: 6 } as const;

export interface CallHeader {
  readonly method: string;
  readonly sequenceId: number;
}

export function readCall(input: BinaryReader): CallHeader {
  const head = input.i32();
  if (head >>> 16 !== version1) throw new ThriftProtocolError('Only the strict binary protocol is spoken here.');
  if ((head & 0xff) !== messageType.call) throw new ThriftProtocolError('The message is not a call.');
  const method = text.read(input);
  return { method, sequenceId: input.i32() };
}

function begin(out: BinaryWriter, type: number, { method, sequenceId }: CallHeader): void {
  out.i32((version1 << 16) | type);
  text.write(out, method);
  out.i32(sequenceId);
}

export function writeReply<T>(header: CallHeader, type: WireType<T>, value: T): Buffer {
  const out = new BinaryWriter();
  begin(out, messageType.reply, header);
  struct({ success: [0, type as WireType<unknown>] }).write(out, { success: value });
  return out.finish();
}

export function writeException(header: CallHeader, type: number, message: string): Buffer {
  const out = new BinaryWriter();
  begin(out, messageType.exception, header);
  applicationException.write(out, { message, type });
  return out.finish();
}
