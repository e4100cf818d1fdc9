import type { TestProject } from 'vitest/node';
import { prepareWorkbench, type Workbench } from '../../../scripts/workbench/prepare.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly workbench: Workbench;
  }
}

/** Before the first suite of the project `e2e`. Whoever asks for these tests shall not believe that they ran. */
export async function setup(project: TestProject): Promise<void> {
  const prepared = await prepareWorkbench();
  if ('skipped' in prepared) throw new Error(prepared.skipped);
  project.provide('workbench', prepared.ready);
}
