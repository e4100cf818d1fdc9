import { createServer, type Server } from 'node:http';

/**
 * The editor in the browser takes local addresses for places on its server and sends the browser through a proxy, with a changed
 * path. This proxy sends it straight back to where it was meant to go; only to `https:`, as the scheme is lost on the way.
 */
export class Signpost {
  readonly #server: Server;
  /** For VSCODE_PROXY_URI. */
  readonly template: string;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.template = `http://127.0.0.1:${port}/{{port}}/`;
  }

  static open(): Promise<Signpost> {
    const server = createServer(({ url = '' }, response) => {
      const [, port, rest] = /^\/(\d+)(.*)$/.exec(url) ?? [];
      response.writeHead(port === undefined ? 404 : 302, { Location: `https://127.0.0.1:${port}${rest}` }).end();
    });
    return new Promise((resolve, reject) => {
      server.on('error', reject);
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        if (address === null || typeof address === 'string') reject(new Error('No port for the signpost.'));
        else resolve(new Signpost(server, address.port));
      });
    });
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
