import type { Reply } from '../http/reply.ts';

export const analyst = 'analyst@example.com';

/** The page where people sign in; without script. */
export function authorizePage(query: URLSearchParams): Reply {
  const hidden = [...query].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return page(
    200,
    'Sign in to the sample warehouse',
    `<p>The application <strong>${escapeHtml(query.get('client_id') ?? '')}</strong> on this machine asks to use the sample warehouse in your name.</p>
<form method="post" action="/oidc/v1/authorize">
${hidden.join('\n')}
<p><button name="decision" value="agree" autofocus>Sign in as ${analyst}</button>
<button name="decision" value="refuse">Refuse</button></p>
</form>`,
  );
}

export function refusalPage(description: string): Reply {
  return page(400, 'This sign-in cannot go on', `<p>${escapeHtml(description)}.</p>`);
}

function page(status: number, title: string, content: string): Reply {
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 34em; margin: 15vh auto 0; padding: 0 1.5em; }
h1 { font-size: 1.5em; font-weight: 600; }
button { font: inherit; padding: .5em 1em; margin-right: .5em; }
</style>
<h1>${title}</h1>
${content}
</html>
`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
    body: Buffer.from(html),
  };
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
