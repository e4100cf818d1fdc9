import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { databricksCliTokens } from '../../../src/connections/databricks-cli.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'replicator-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.skipIf(process.platform === 'win32')('no word of what the program wrote gets into the error', async () => {
  const program = path.join(folder, 'databricks');
  writeFileSync(program, `#!/bin/sh\necho dapi-secret\n`, { mode: 0o755 });
  const { signal } = new AbortController();
  const getToken = databricksCliTokens({
    program,
    login: { profile: 'prod' },
    env: process.env,
    now: Date.now,
    signal,
  });
  const error: unknown = await getToken({ refresh: false }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'auth.rejected', message: `${program} gave no token for the profile prod.` });
  expect(error).not.toHaveProperty('cause', expect.anything());
});

test.skipIf(process.platform === 'win32')(
  'asks for a workspace by its address, and says how to sign in there',
  async () => {
    const program = path.join(folder, 'by-host');
    writeFileSync(
      program,
      '#!/bin/sh\n[ "$*" = "auth token --host https://h.example -o json" ] && echo \'{"access_token":"t"}\' || { echo "Error: no sign-in" >&2; exit 1; }\n',
      { mode: 0o755 },
    );
    const { signal } = new AbortController();
    const open = (host: string) =>
      databricksCliTokens({ program, login: { host }, env: process.env, now: Date.now, signal })({ refresh: false });
    expect(await open('h.example')).toBe('t');
    await expect(open('other.example')).rejects.toMatchObject({
      code: 'auth.rejected',
      message: `${program} gave no token for https://other.example: Error: no sign-in. Try: databricks auth login --host https://other.example`,
    });
  },
);
