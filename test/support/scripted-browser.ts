import { request as requestPlain } from 'node:http';
import { request as requestOverTls } from 'node:https';
import { readText } from './https-fixture.ts';

export interface Visited {
  readonly url: string;
  readonly status: number;
  readonly text: string;
  readonly location?: string;
}

interface Visit {
  readonly ca: string;
  readonly form?: URLSearchParams;
}

/** One request of a browser, whose redirects are not followed. */
export function visit(url: string, { ca, form }: Visit): Promise<Visited> {
  const send = url.startsWith('https:') ? requestOverTls : requestPlain;
  return new Promise((resolve, reject) => {
    const method = form === undefined ? 'GET' : 'POST';
    const headers = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    const request = send(url, { method, headers, ca, agent: false }, (response) => {
      readText(response).then((text) => {
        const { statusCode: status = 0, headers: received } = response;
        const { location } = received;
        resolve({ url, status, text, ...(location === undefined ? {} : { location }) });
      }, reject);
    });
    request.on('error', reject);
    request.end(form?.toString());
  });
}

/** Where a redirect of a page leads; relative ones too. */
async function follow(visited: Visited, ca: string): Promise<Visited> {
  if (visited.location === undefined) return visited;
  return follow(await visit(new URL(visited.location, visited.url).href, { ca }), ca);
}

/** Opens the page where people sign in, presses a button, and follows where that leads. */
export async function pressButton(url: string, button: 'agree' | 'refuse', ca: string): Promise<Visited> {
  const page = await visit(url, { ca });
  const form = new URLSearchParams();
  for (const [, name = '', value = ''] of page.text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)) {
    form.append(unescapeHtml(name), unescapeHtml(value));
  }
  if (!page.text.includes(`value="${button}"`)) throw new Error(`There is no such button on ${page.text}`);
  form.append('decision', button);
  const action = /<form method="post" action="([^"]*)">/.exec(page.text)?.[1] ?? '';
  return follow(await visit(new URL(action, url).href, { ca, form }), ca);
}

function unescapeHtml(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}
