import { installWorkbench, type WorkbenchFiles } from './install.ts';
import { findSystemPackages } from './system-packages.ts';

export interface Workbench extends WorkbenchFiles {
  readonly chromium: string;
}

/** `skipped` says why the editor's tests cannot run here, and how to enable them; no full sentence. */
export type PreparedWorkbench = { readonly ready: Workbench } | { readonly skipped: string };

/** Makes a VS Code and a browser ready; instantly, once that has been done. */
export async function prepareWorkbench(): Promise<PreparedWorkbench> {
  const found = findSystemPackages();
  if ('missing' in found) return { skipped: found.missing };
  try {
    return { ready: { ...(await installWorkbench()), chromium: found.chromium } };
  } catch (error) {
    return { skipped: `the workbench could not be installed (${String(error)})` };
  }
}
