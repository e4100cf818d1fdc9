import type { ClientRequestArgs } from 'node:http';
import { Agent } from 'node:https';
import type { Duplex } from 'node:stream';

/** More than a TLS record holds. */
const readBytes = 32 * 1024;

/**
 * Reads each connection into one buffer of its own. Node would make new memory for every record, as much again as all that is
 * downloaded, which is only given back when the garbage collector comes for it. The HTTP parser copies what it hands on.
 */
export class InPlaceAgent extends Agent {
  override createConnection(
    options: ClientRequestArgs,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const onread = {
      buffer: Buffer.allocUnsafeSlow(readBytes),
      callback(length: number, { buffer }: Uint8Array): boolean {
        socket?.emit('data', Buffer.from(buffer, 0, length));
        return true;
      },
    };
    const socket = super.createConnection({ ...options, onread } as ClientRequestArgs, callback);
    return socket;
  }
}
