import type { SampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';
import type { Editor } from './editor.ts';
import { until } from './until.ts';

/** Adds a workspace by its address, its token and its certificate authority, as a person does. */
export async function addWorkspace(editor: Editor, { port, token, caFile }: SampleWarehouse): Promise<void> {
  const { widget, input } = editor.quickInput;
  const entry = (text: string) => widget.getByRole('option').filter({ hasText: text });
  await editor.run('Replicator: Add Connection…');
  await entry('Enter the address of a workspace').click();
  await widget.getByText('The address of the workspace').waitFor();
  await editor.quickInput.enter(`https://127.0.0.1:${port}`);
  await entry('Personal access token').click();
  await widget.getByText('it is kept in the secret storage').waitFor();
  await editor.quickInput.enter(token);
  await entry('Choose a CA file').click();
  await widget.getByText('Certificate authority').waitFor();
  // The dialog fills in a folder of its own when it has read it.
  await until('the dialog to be ready', async () => (await input.inputValue()).endsWith('/workspace/'));
  await entry('..').waitFor();
  await input.fill(caFile);
  await entry('ca.pem').waitFor();
  await input.press('Enter');
  await entry('Sample Starter').click();
  await widget.getByText('What the connection is called here').waitFor();
  await editor.quickInput.enter('Large');
}
