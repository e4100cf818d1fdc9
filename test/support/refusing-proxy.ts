import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A proxy that makes no tunnels, and answers this status instead. */
export async function startRefusingProxy(status: number): Promise<{ readonly host: string; close(): Promise<void> }> {
  const server = createServer();
  server.on('connect', (_request, client: Socket) => {
    client.on('error', () => client.destroy());
    client.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
