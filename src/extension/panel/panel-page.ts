export interface PageParts {
  /** Fresh for every page. */
  readonly nonce: string;
  /** `Webview.cspSource`. */
  readonly cspSource: string;
  /** As `Webview.asWebviewUri` gives it. */
  readonly script: string;
  readonly styles: readonly string[];
  readonly title: string;
}

/** The page of a webview: nothing but what is linked here can be loaded, and no style or script stands in it. */
export function renderPage({ nonce, cspSource, script, styles, title }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource}`,
  ].join('; ');
  const links = styles.map((style) => `<link rel="stylesheet" href="${attribute(style)}">`).join('\n    ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta property="csp-nonce" content="${nonce}">
    ${links}
    <title>${attribute(title)}</title>
  </head>
  <body>
    <div id="root"></div>
    <script nonce="${nonce}" src="${attribute(script)}"></script>
  </body>
</html>`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
