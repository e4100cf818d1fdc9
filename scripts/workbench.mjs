// The VS Code of the editor's tests: prepares it, or tries a script in it.
//   node scripts/workbench.mjs                        prepares, and says where it is
//   node scripts/workbench.mjs --try script.mjs       opens the editor with the last build and calls the script's default export
//   … --extension folder-or.vsix                      with another extension
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { prepareWorkbench } from './workbench/prepare.ts';

const { values } = parseArgs({ options: { try: { type: 'string' }, extension: { type: 'string' } } });
const prepared = await prepareWorkbench();

if ('skipped' in prepared) {
  console.error(`There can be no workbench: ${prepared.skipped}`);
  process.exitCode = 1;
} else if (values.try === undefined) {
  console.log(JSON.stringify(prepared.ready, undefined, 2));
} else {
  await tryScript(prepared.ready, path.resolve(values.try));
}

async function tryScript(workbench, file) {
  const { Editor } = await import('../test/e2e/support/editor.ts');
  const script = await import(pathToFileURL(file).href);
  const extension = values.extension === undefined ? {} : { extension: path.resolve(values.extension) };
  const editor = await Editor.open(workbench, { ...script.options, ...extension });
  try {
    await script.default(editor);
  } catch (error) {
    console.error(error);
    console.error(`What was on the screen lies in ${await editor.keepEvidence(path.parse(file).name)}`);
    process.exitCode = 1;
  } finally {
    for (const complaint of await editor.complaints()) console.error(`complaint: ${complaint}`);
    await editor.close();
  }
}
