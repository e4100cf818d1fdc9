import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { prepareWorkbench, type Workbench } from '../../../scripts/workbench/prepare.ts';
import { extensionUnderTest, unpackExtension } from './extension-folder.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly workbench: Workbench;
    /** The folder of the extension under test. */
    readonly extension: string;
  }
}

/** Before the first suite of the project `e2e`. Whoever asks for these tests shall not believe that they ran. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const prepared = await prepareWorkbench();
  if ('skipped' in prepared) throw new Error(`The editor's tests cannot run: ${prepared.skipped}`);
  const scratch = await mkdtemp(path.join(tmpdir(), 'replicator-package-'));
  const extension = extensionUnderTest();
  project.provide('workbench', prepared.ready);
  project.provide(
    'extension',
    extension.endsWith('.vsix') ? await unpackExtension(prepared.ready, extension, scratch) : extension,
  );
  return () => rm(scratch, { recursive: true });
}
