import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemCodeOf } from '../network/network-errors.ts';
import { ReplicatorError } from '../shared/errors.ts';
import { foreignPage, nothingPage, renderPage, type SignInPage } from './sign-in-page.ts';

/** The browser's way back, while its request waits for a page. */
export interface SignInAnswer {
  readonly parameters: URLSearchParams;
  /** Resolves when the page is sent, or nobody waits for it any more. */
  show(page: SignInPage): Promise<void>;
}

export interface LoopbackListener {
  /** `http://localhost:<port>`, without a path. */
  readonly redirectUri: string;
  /** The first answer to the sign-in that has this state; others are turned away and do not count. */
  answerTo(state: string): Promise<SignInAnswer>;
  close(): void;
}

/**
 * Listens on the first free port, on this machine only.
 * @throws ReplicatorError `auth.rejected` when none is free
 */
export async function listenOnLoopback(ports: readonly number[]): Promise<LoopbackListener> {
  for (const port of ports) {
    const servers = await listenOn(port);
    if (servers !== undefined) return toListener(servers);
  }
  const [first, last] = [ports.at(0), ports.at(-1)];
  throw new ReplicatorError(
    'auth.rejected',
    `The browser has no way back: all ports from ${first} to ${last} of this machine are in use. Close a program that listens there, or use a personal access token.`,
  );
}

/** A browser may take `localhost` for either address, so nobody else should have the other one. */
async function listenOn(port: number): Promise<readonly Server[] | undefined> {
  const four = await bind(port, '127.0.0.1');
  if (typeof four === 'string') return undefined;
  const six = await bind(portOf(four), '::1');
  if (typeof six !== 'string') return [four, six];
  // Without IPv6 on this machine, there is no other address.
  if (six !== 'EADDRINUSE' && six !== 'EACCES') return [four];
  four.close();
  return undefined;
}

/** The server, or the system's code of why there is none. */
function bind(port: number, address: string): Promise<Server | string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(systemCodeOf(error)));
    server.listen(port, address, () => resolve(server));
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function toListener(servers: readonly Server[]): LoopbackListener {
  const [first] = servers;
  if (first === undefined) throw new ReplicatorError('internal.bug', 'Nothing listens.');
  return {
    redirectUri: `http://localhost:${portOf(first)}`,
    answerTo(state) {
      return new Promise((resolve) => {
        let taken = false;
        const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
          const url = new URL(request.url ?? '/', 'http://localhost');
          const parameters = url.searchParams;
          if (
            request.method !== 'GET' ||
            url.pathname !== '/' ||
            !(parameters.has('code') || parameters.has('error'))
          ) {
            void send(response, nothingPage);
          } else if (taken || parameters.get('state') !== state) {
            void send(response, foreignPage);
          } else {
            taken = true;
            resolve({ parameters, show: (page) => send(response, page) });
          }
        };
        for (const server of servers) server.on('request', onRequest);
      });
    },
    close() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

function send(response: ServerResponse, page: SignInPage): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve();
    response.once('close', () => resolve());
    response.once('error', () => resolve());
    response.writeHead(page.status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      connection: 'close',
    });
    response.end(renderPage(page));
  });
}
