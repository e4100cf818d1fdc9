import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { until } from './support/until.ts';
import { useEditor } from './support/use-editor.ts';

const token = 'dapi00112233445566778899aabbccddeeff';
const profile = `[DEFAULT]\nhost = https://adb-1234.5.azuredatabricks.net\ntoken = ${token}\n`;
const editor = useEditor({ viewport: { width: 1700, height: 950 }, home: { '.databrickscfg': profile } });

test('the walkthrough has five steps with pictures, and the first one is done with a connection', async () => {
  await editor().run('Replicator: Open Walkthrough');
  const steps = editor().page.locator('.getting-started-step');
  await steps.filter({ hasText: 'Connect to a workspace' }).waitFor();
  await expect.poll(() => steps.count()).toBe(5);
  const picture = editor().page.locator('.getting-started-media img');
  await until('the picture to be loaded', () =>
    picture.evaluate((image) => Number(Reflect.get(image, 'naturalWidth')) > 0),
  );
  await steps.getByRole('button', { name: 'Use the Sample Warehouse' }).click();
  await steps.filter({ hasText: 'Connect to a workspace' }).locator('.codicon-getting-started-step-checked').waitFor();
  await editor().screenshot('walkthrough');
});

test('a new document means the active connection, and has no mistakes', async () => {
  await editor().run('Replicator: New Replication Document');
  const { quickInput } = editor();
  await until('the question for a place', async () => (await quickInput.input.inputValue()).includes('lake.'));
  // Before the folder has been read, the dialog hears no Enter.
  await quickInput.option('..').waitFor();
  await quickInput.input.press('Enter');
  await editor().text.tab('lake.replication.yaml').waitFor();
  const text = await readFile(path.join(editor().folders.workspace, 'lake.replication.yaml'), 'utf8');
  expect(text).toContain('connection: sample\ntarget: lake.duckdb\ntables:\n  - samples.tpch.nation\n');
  await editor().page.locator('.codelens-decoration a').first().waitFor();
  expect(await editor().page.locator('.squiggly-error').count()).toBe(0);
});

test('the diagnostics for a report are in the clipboard, without secrets and hosts', async () => {
  await editor().run('Replicator: Copy Diagnostics');
  await editor().notifications.told('diagnostics are in the clipboard');
  const text = String(await editor().page.evaluate('navigator.clipboard.readText()'));
  expect(text).toContain('- sample, ');
  expect(text).toMatch(/- DuckDB: node-bindings \d/);
  expect(text).toContain('Activated. ms=');
  expect(text).not.toContain(token);
  expect(text).not.toContain('adb-1234');
  expect(text).not.toContain(editor().folders.home);
});

test('neither the browser nor the extension host complains', async () => {
  expect(await editor().complaints()).toEqual([]);
});
