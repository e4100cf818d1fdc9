import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Warehouse } from '../../src/sample-warehouse/warehouses/warehouse.ts';
import { until } from './support/until.ts';
import { useEditor } from './support/use-editor.ts';
import { useWorkspace } from './support/use-workspace.ts';

/** Its warehouses start and stop when a test says so. */
const workspace = useWorkspace({ warehouseStartMs: 600_000 });
const editor = useEditor();

/** Of the step that is asked now. */
const entry = (text: string | RegExp): Locator =>
  editor().quickInput.widget.getByRole('option').filter({ hasText: text });
const prompt = (text: string | RegExp): Locator => editor().quickInput.widget.getByText(text);
const cold = (): Warehouse => {
  const found = workspace()
    .warehouses.list()
    .find(({ features }) => features.name === 'Cold Small');
  if (found === undefined) throw new Error('There is no warehouse Cold Small.');
  return found;
};
const address = (): string => `https://127.0.0.1:${workspace().port}`;

/** By keyboard: what is told of the entry under the mouse may lie above the others. */
async function pickConnection(label: string): Promise<void> {
  await entry(label).waitFor();
  await editor().quickInput.enter(label);
}

async function startAdding(url: string): Promise<void> {
  await editor().run('Replicator: Add Connection…');
  await entry('Enter the address of a workspace').click();
  await prompt('The address of the workspace').waitFor();
  await editor().quickInput.enter(url);
  await entry('Personal access token').waitFor();
}

async function chooseAuthority(): Promise<void> {
  const { widget, input } = editor().quickInput;
  await widget.getByText('Certificate authority').waitFor();
  // The dialog fills in a folder of its own when it has read it.
  await until('the dialog to be ready', async () => (await input.inputValue()).endsWith('/workspace/'));
  await entry('..').waitFor();
  await input.fill(workspace().caFile);
  await entry('ca.pem').waitFor();
  await input.press('Enter');
}

test('a certificate that is not trusted, then a wrong token: the list says what failed and leads on', async () => {
  await editor().activityBar.show('Replicator');
  await startAdding(`${address()}/sql/warehouses/${cold().id}?o=1`);
  await entry('Personal access token').click();
  await prompt('it is kept in the secret storage').waitFor();
  await editor().quickInput.enter('dapi00000000000000000000000000000000');
  await entry('has a certificate that is not trusted here').waitFor();
  await editor().screenshot('connection-certificate');
  await entry('Choose a CA file').click();
  await chooseAuthority();
  await entry('Invalid access token').filter({ hasText: 'Sign in again, or make a new token' }).waitFor();
  await editor().screenshot('connection-wrong-token');
  await entry('Invalid access token').click();
  await entry('Personal access token').click();
  await prompt('it is kept in the secret storage').waitFor();
  await editor().quickInput.enter(workspace().token);
});

test('the warehouse of the pasted address is chosen already; the connection is tested and saved', async () => {
  await expect.poll(() => entry('Cold Small').getAttribute('class')).toContain('focused');
  await editor().screenshot('connection-warehouses');
  await editor().quickInput.input.press('Enter');
  await prompt('What the connection is called here').waitFor();
  await editor().quickInput.enter('Reporting');
  await editor().statusBar.item('Cold Small: stopped').waitFor();
  await editor().tree('Databricks').row('samples');
});

test('the status bar starts a cold warehouse, shows that it starts, and stops it', async () => {
  await editor().statusBar.item('Cold Small: stopped').click();
  await entry('Start').click();
  await editor().statusBar.item('Cold Small: starting').waitFor();
  await editor().screenshot('warehouse-starting');
  cold().setState('RUNNING');
  await editor()
    .statusBar.item(/Cold Small$/)
    .click();
  await entry('Stop').click();
  await editor().statusBar.item('Cold Small: stopping').waitFor();
  cold().setState('STOPPED');
  await editor().statusBar.item('Cold Small: stopped').waitFor();
});

test('signing in with the browser', async () => {
  await startAdding(address());
  await entry('Sign in with the browser').click();
  await editor().notifications.answer('has a certificate that is not trusted here', 'Choose CA File…');
  const page = await editor().followLink(chooseAuthority);
  await page.getByRole('button', { name: 'Sign in as analyst@example.com' }).click();
  await page.getByRole('heading', { name: 'You are signed in' }).waitFor();
  await editor().comeBackFrom(page);
  await entry('Sample Starter').click();
  await prompt('What the connection is called here').waitFor();
  await editor().quickInput.enter('Analyst');
  await editor()
    .statusBar.item(/Sample Starter$/)
    .waitFor();
  await editor().run('Replicator: Test Connection');
  await pickConnection('Analyst');
  await editor().notifications.told('as analyst@example.com');
});

test('an access token that has ended is renewed without a question', async () => {
  workspace().identity.expireAccess();
  await editor().tree('Databricks').titleAction('Refresh Databricks');
  await editor().tree('Databricks').expand('Analyst', 'samples');
  await editor().tree('Databricks').row('Analyst', 'samples', 'tpch');
});

test('signed out, the test says so and signs in again; who refuses is told', async () => {
  // Who was signed in has been told already.
  await editor().notifications.clear();
  await editor().run('Replicator: Sign Out');
  await pickConnection('Analyst');
  await editor().notifications.told('Signed out of Analyst');
  await editor().run('Replicator: Test Connection');
  await pickConnection('Analyst');
  await editor().notifications.told('Nobody is signed in');
  const refused = await editor().followLink(() => editor().notifications.press('Nobody is signed in', 'Sign In Again'));
  await refused.getByRole('button', { name: 'Refuse' }).click();
  await refused.getByRole('heading', { name: 'You are not signed in' }).waitFor();
  await editor().comeBackFrom(refused);
  await editor().notifications.told(/Sign in: .*(?:refused|denied|turned down)/);
  const agreed = await editor().followLink(() => editor().notifications.press('Sign in: ', 'Sign In Again'));
  await agreed.getByRole('button', { name: 'Sign in as analyst@example.com' }).click();
  await agreed.getByRole('heading', { name: 'You are signed in' }).waitFor();
  await editor().comeBackFrom(agreed);
  await editor().notifications.told('as analyst@example.com');
});

test('switching shows the other warehouse', async () => {
  await editor().run('Replicator: Switch Connection…');
  await pickConnection('Reporting');
  await editor().statusBar.item('Cold Small: stopped').waitFor();
  await editor().reload();
  await editor().activityBar.show('Replicator');
  await editor().statusBar.item('Cold Small: stopped').waitFor();
});

test('a connection is removed after a question, and its sign-in with it', async () => {
  const menu = await editor().tree('Databricks').menu('Analyst');
  await menu.choose('Remove Connection…');
  await editor().notifications.answer('Remove the connection Analyst?', 'Remove');
  await editor().tree('Databricks').row('samples');
});

test('neither the browser nor the extension host complains', async () => {
  // What it showed as a message is printed too.
  const refusal = /\[error\] (?:Sign in: |Nobody is signed in)/;
  expect((await editor().complaints()).filter((line) => !refusal.test(line))).toEqual([]);
});
