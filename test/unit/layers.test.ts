import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
let project: string;

beforeAll(() => {
  project = mkdtempSync(path.join(tmpdir(), 'layers-'));
  cpSync(path.join(root, 'biome.json'), path.join(project, 'biome.json'));
  symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'));
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

/** What the linter says of a file with this text at this place. */
function lint(place: string, text: string): string {
  const file = path.join(project, place);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  try {
    const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome');
    execFileSync(process.execPath, [biome, 'lint', '--colors=off', place], { cwd: project, stdio: 'pipe' });
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer };
    return `${stdout}${stderr}`;
  } finally {
    rmSync(file);
  }
}

const importing = (module: string): string => `import { x } from '${module}';\nexport const y = x;\n`;

describe('the linter keeps the layers apart', () => {
  it.each([
    ['src/shared/planted.ts', 'node:fs', 'src/shared is the vocabulary'],
    ['src/shared/planted.ts', '../engine/threads.ts', 'src/shared is the vocabulary'],
    ['src/shared/planted.ts', '../network/agents.ts', 'src/shared is the vocabulary'],
    ['src/network/planted.ts', '../engine/threads.ts', 'src/network is how requests reach their host'],
    ['src/network/planted.ts', '../connections/profiles.ts', 'src/network is how requests reach their host'],
    ['src/connections/planted.ts', '../engine/threads.ts', 'src/connections is used by every host'],
    ['src/connections/planted.ts', 'vscode', 'Only src/extension sees vscode'],
    ['src/engine/run/planted.ts', '../../connections/profiles.ts', 'src/engine imports shared and network only'],
    ['src/worker/planted.ts', '../connections/profiles.ts', 'src/worker hosts the engine'],
    ['src/sample-warehouse/planted.ts', '../network/agents.ts', 'the other side of the wire'],
    ['webview/planted.ts', '../src/network/agents.ts', 'webview imports shared only'],
    ['src/engine/run/planted.ts', 'vscode', 'Only src/extension sees vscode'],
    ['src/engine/run/planted.ts', '../../cli/main.ts', 'src/engine imports shared and network only'],
    ['src/engine/run/planted.ts', '../../sample-warehouse/catalog.ts', 'src/engine imports shared and network only'],
    ['src/engine/run/planted.ts', '@duckdb/node-api', 'DuckDB is native'],
    ['src/engine/source/databricks/planted.ts', '@duckdb/node-api', 'DuckDB is native'],
    ['src/engine/sink/duckdb/planted.ts', '@databricks/sql', 'The official driver is used in one place'],
    ['src/sample-warehouse/planted.ts', '../engine/threads.ts', 'the other side of the wire'],
    ['src/sample-warehouse/thrift/planted.ts', '../../engine/threads.ts', 'the other side of the wire'],
    ['src/sample-warehouse/planted.ts', '@databricks/sql', 'The official driver is used in one place'],
    ['src/cli/planted.ts', '../extension/main.ts', 'src/cli hosts the engine'],
    ['src/extension/planted.ts', '../engine/threads.ts', 'src/extension never imports the engine'],
    ['webview/planted.ts', '../src/engine/threads.ts', 'webview imports shared only'],
  ])('%s may not import %s', (place, module, reason) => {
    expect(lint(place, importing(module))).toContain(reason);
  });

  it.each([
    ['src/engine/sink/duckdb/planted.ts', '@duckdb/node-api'],
    ['src/engine/source/databricks/planted.ts', '@databricks/sql'],
    ['src/sample-warehouse/planted.ts', '@duckdb/node-api'],
    ['src/engine/run/planted.ts', '../../shared/errors.ts'],
    ['src/engine/source/databricks/planted.ts', '../../../network/agents.ts'],
    ['src/extension/connections/planted.ts', '../../connections/profiles.ts'],
  ])('%s may import %s', (place, module) => {
    expect(lint(place, importing(module))).toBe('');
  });

  it.each([
    ['src/engine/planted.ts', 'src/engine has no process globals'],
    ['src/connections/planted.ts', 'src/connections and src/network have no process globals'],
  ])('keeps process globals out of %s', (place, reason) => {
    expect(lint(place, 'export const y = process.env;\n')).toContain(reason);
  });
});

it('the linter refuses import cycles', () => {
  writeFileSync(path.join(project, 'a.ts'), "import { b } from './b.ts';\nexport const a = (): unknown => b;\n");
  expect(lint('b.ts', "import { a } from './a.ts';\nexport const b = (): unknown => a;\n")).toContain('noImportCycles');
});
