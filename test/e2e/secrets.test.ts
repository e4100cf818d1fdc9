import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { IdentityProvider, type IssuedTokens } from '../../src/sample-warehouse/identity/identity-provider.ts';
import { LinkSigner } from '../../src/sample-warehouse/results/link-signer.ts';
import { addWorkspace } from './support/add-workspace.ts';
import { readEnvironment } from './support/processes.ts';
import { readReleased } from './support/read-released.ts';
import { until } from './support/until.ts';
import { useEditor } from './support/use-editor.ts';
import { useWorkspace } from './support/use-workspace.ts';

/** Everything that lets somebody in, as it is given out, with its name for the message of a failure. */
const secrets = new Map<string, string>();

function note(how: string, tokens: IssuedTokens): IssuedTokens {
  secrets.set(tokens.access_token, `access token ${how}`);
  if (tokens.refresh_token !== undefined) secrets.set(tokens.refresh_token, `refresh token ${how}`);
  return tokens;
}

beforeAll(() => {
  const { redeemCode, refresh, authenticate } = IdentityProvider.prototype;
  vi.spyOn(IdentityProvider.prototype, 'redeemCode').mockImplementation(function (this: IdentityProvider, request) {
    return note('redeemed', redeemCode.call(this, request));
  });
  vi.spyOn(IdentityProvider.prototype, 'refresh').mockImplementation(function (this: IdentityProvider, token, client) {
    return note('refreshed', refresh.call(this, token, client));
  });
  vi.spyOn(IdentityProvider.prototype, 'authenticate').mockImplementation(function (
    this: IdentityProvider,
    id,
    secret,
  ) {
    return note('authenticated', authenticate.call(this, id, secret));
  });
  const { sign } = LinkSigner.prototype;
  vi.spyOn(LinkSigner.prototype, 'sign').mockImplementation(function (this: LinkSigner, ...args) {
    const link = sign.apply(this, args);
    secrets.set(new URL(link.url).searchParams.get('X-Amz-Signature') ?? '', 'signature of a link');
    return link;
  });
});
afterAll(() => {
  vi.restoreAllMocks();
});

const workspace = useWorkspace({ fileBytes: 200_000 });
const editor = useEditor();
/** Runs in every frame. */
const recordMessages = `
  globalThis.recordedMessages = [];
  addEventListener('message', (event) => {
    recordedMessages.push(JSON.stringify(event.data, (name, value) => (ArrayBuffer.isView(value) ? [...value] : value)) ?? '');
  });
`;

/** Runs in the page: what VS Code keeps in its databases. Its secret storage, encrypted, is elsewhere. */
const readDatabases = `(async () => {
  const wait = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const texts = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await wait(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const all = await wait(database.transaction(store).objectStore(store).getAll());
      texts.push(...all.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))));
    }
    database.close();
  }
  return texts.join('\\n');
})()`;

/** What processes were started with, by name; those that have ended count too. */
const started = new Map<string, string>();

const entry = (text: string | RegExp): Locator =>
  editor().quickInput.widget.getByRole('option').filter({ hasText: text });

async function noteProcesses(): Promise<void> {
  for (const { pid, argv } of await editor().processes()) {
    started.set(`argv of ${pid}`, argv.join(' '));
    const environment = await readEnvironment(pid).catch(() => undefined);
    if (environment !== undefined) started.set(`environment of ${pid} (${argv.at(-1)})`, environment);
  }
}

async function copyTable(connection: string, table: string, rows: string): Promise<void> {
  await editor().tree('Databricks').expand(connection, 'samples', 'tpch');
  const menu = await editor().tree('Databricks').menu(connection, 'samples', 'tpch', table);
  await menu.choose('Replicate to DuckDB');
  if (connection === 'Robot') await editor().quickInput.pick('New file replica.duckdb');
  const text = `samples.tpch.${table} is in replica.duckdb: ${rows} rows`;
  const told = editor()
    .notifications.told(text)
    .then(() => true);
  await until(`the copy of ${table}`, async () => {
    await noteProcesses();
    return Promise.race([told, false]);
  });
}

/** The editor goes on writing, and takes away what it needs no more. */
async function readUnlessGone(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'latin1');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The places where `text` has a secret in it. */
function findSecrets(place: string, text: string): readonly string[] {
  return [...secrets].filter(([secret]) => text.includes(secret)).map(([, name]) => `${name} in ${place}`);
}

test('signing in by token, with the browser, and as a service principal', async () => {
  secrets.set(workspace().token, 'personal token');
  secrets.set(workspace().principal.clientSecret, 'client secret');
  await editor().page.context().addInitScript({ content: recordMessages });
  await editor().reload();
  await editor().activityBar.show('Replicator');
  await addWorkspace(editor(), workspace());
  await editor()
    .statusBar.item(/Sample Starter$/)
    .waitFor();
  await addAnother('Sign in with the browser', 'Person');
  await addAnother('Service principal', 'Robot');
});

async function addAnother(way: string, label: string): Promise<void> {
  const { quickInput, notifications } = editor();
  await editor().run('Replicator: Add Connection…');
  await entry('Enter the address of a workspace').click();
  await quickInput.widget.getByText('The address of the workspace').waitFor();
  await quickInput.enter(`https://127.0.0.1:${workspace().port}`);
  await entry(way).click();
  if (label === 'Person') {
    await notifications.answer('has a certificate that is not trusted here', 'Choose CA File…');
    const page = await editor().followLink(chooseAuthority);
    await page.getByRole('button', { name: 'Sign in as analyst@example.com' }).click();
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor();
    await editor().comeBackFrom(page);
  } else {
    await quickInput.widget.getByText('The client id of').waitFor();
    await quickInput.enter(workspace().principal.clientId);
    await quickInput.widget.getByText('An OAuth secret of').waitFor();
    await quickInput.enter(workspace().principal.clientSecret);
    await entry('Choose a CA file').click();
    await chooseAuthority();
  }
  await entry('Sample Starter').click();
  await quickInput.widget.getByText('What the connection is called here').waitFor();
  await quickInput.enter(label);
  await editor().tree('Databricks').row(label);
}

async function chooseAuthority(): Promise<void> {
  const { widget, input } = editor().quickInput;
  await widget.getByText('Certificate authority').waitFor();
  await until('the dialog to be ready', async () => (await input.inputValue()).endsWith('/workspace/'));
  await entry('..').waitFor();
  await input.fill(workspace().caFile);
  await entry('ca.pem').waitFor();
  await input.press('Enter');
}

test('copying with each of them', async () => {
  // From below, so that no row moves before it is clicked.
  await copyTable('Robot', 'part', '20,000');
  workspace().identity.expireAccess();
  await copyTable('Person', 'supplier', '1,000');
  await copyTable('Large', 'customer', '15,000');
  const kinds = [...secrets.values()];
  for (const kind of [
    'personal token',
    'client secret',
    'access token redeemed',
    'access token refreshed',
    'access token authenticated',
    'refresh token redeemed',
    'refresh token refreshed',
    'signature of a link',
  ]) {
    expect(kinds, 'otherwise the search proves nothing').toContain(kind);
  }
});

test('no file that the editor or the extension has written holds a secret', async () => {
  const { home, userData, workspace: folder } = editor().folders;
  const found: string[] = [];
  let files = 0;
  for (const root of [home, userData, folder]) {
    for await (const file of glob('**/*', { cwd: root, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const place = path.join(file.parentPath, file.name);
      const text = await readUnlessGone(place);
      if (text === undefined) continue;
      files += 1;
      found.push(...findSecrets(place, text));
    }
  }
  expect(files).toBeGreaterThan(20);
  expect(found).toEqual([]);
});

test('neither does the copy, whatever it is asked', async () => {
  const file = path.join(editor().folders.workspace, 'replica.duckdb');
  const tables = await readReleased(file, "SELECT table_name FROM duckdb_tables() WHERE schema_name = '_replicator'");
  expect(tables.length).toBeGreaterThan(2);
  for (const { table_name: name } of tables) {
    const rows = await readReleased(file, `SELECT CAST(t AS VARCHAR) AS row FROM _replicator."${String(name)}" t`);
    expect(findSecrets(`_replicator.${String(name)}`, JSON.stringify(rows.map(({ row }) => row)))).toEqual([]);
  }
});

test('no process was started with one', async () => {
  await noteProcesses();
  expect([...started.keys()].some((name) => name.includes('worker.js'))).toBe(true);
  expect([...started].flatMap(([place, text]) => findSecrets(place, text))).toEqual([]);
});

test('no message to a webview has one, nor what the browser keeps for the extension', async () => {
  const place = await editor().tree('Databricks').menu('Large', 'samples', 'tpch', 'orders');
  await place.choose('Replicate with Options…');
  await editor().webview().getByText('orders').first().waitFor();
  const places: string[] = [];
  for (const frame of editor().page.frames()) {
    const seen = String(await frame.evaluate('globalThis.recordedMessages?.join() ?? ""'));
    if (seen.includes('orders')) places.push(frame.url());
    expect(findSecrets(`messages in ${frame.url()}`, seen)).toEqual([]);
  }
  expect(places, 'otherwise no message of the panel was recorded').not.toEqual([]);
  const kept = String(await editor().page.evaluate(readDatabases));
  expect(kept).toContain('replicator.connections');
  expect(findSecrets('the global state', kept)).toEqual([]);
});
