export interface SignInPage {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

export const signedInPage: SignInPage = {
  status: 200,
  title: 'You are signed in',
  text: 'Databricks has let you in. You can close this tab and go back.',
};

export const notSignedInPage: SignInPage = {
  status: 200,
  title: 'You are not signed in',
  text: 'Nothing was changed. Go back to see what happened; you can close this tab.',
};

export const foreignPage: SignInPage = {
  status: 400,
  title: 'This is not the sign-in under way',
  text: 'This answer belongs to another sign-in, perhaps an older one. Close this tab and sign in again where you started.',
};

export const nothingPage: SignInPage = { status: 404, title: 'Nothing here', text: 'You can close this tab.' };

/** A page without script and without anything from elsewhere; its texts are ours. */
export function renderPage({ title, text }: SignInPage): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 34em; margin: 20vh auto 0; padding: 0 1.5em; }
h1 { font-size: 1.5em; font-weight: 600; }
</style>
<h1>${title}</h1>
<p>${text}</p>
</html>
`;
}
