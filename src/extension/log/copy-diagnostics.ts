import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { version as editorVersion, env, window, workspace } from 'vscode';
import type { Connections } from '../connections/connections.ts';
import type { Parts } from '../parts.ts';
import { settingDefaults } from '../settings.ts';
import { diagnosticsText } from './diagnostics-text.ts';

/** Puts a report for a fault into the clipboard, and offers to look at it. */
export async function copyDiagnostics({ context, connections, engine, log, runs }: Parts): Promise<void> {
  const manifest: { readonly version: string } = context.extension.packageJSON;
  const text = diagnosticsText({
    versions: {
      Extension: manifest.version,
      [env.appName]: `${editorVersion}${env.remoteName === undefined ? '' : `, remote: ${remoteKind(env.remoteName)}`}`,
      Node: process.versions.node,
      DuckDB: await duckdbPackages(context.extensionPath),
      Platform: `${process.platform} ${process.arch}`,
      'Engine process': engine.pid === undefined ? 'does not run' : 'runs',
      'Workspace trust': workspace.isTrusted ? 'given' : 'not given',
    },
    settings: changedSettings(),
    connections: connections.list(),
    hosts: await hostsOf(connections),
    lastRun: runs.list()[0],
    homeFolder: homedir(),
    log: log.recent,
  });
  await env.clipboard.writeText(text);
  const look = 'Show';
  const answer = await window.showInformationMessage(
    'The diagnostics are in the clipboard. They name tables: look through them before you pass them on.',
    look,
  );
  if (answer !== look) return;
  await window.showTextDocument(await workspace.openTextDocument({ language: 'markdown', content: text }));
}

/** What cannot be opened leads nowhere; the sample warehouse is on this machine, and not started for it. */
async function hostsOf(connections: Connections): Promise<readonly string[]> {
  const others = connections.list().filter(({ kind }) => kind !== 'sample');
  const opened = await Promise.allSettled(others.map(({ id }) => connections.address(id)));
  return opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value.host] : []));
}

/** `ssh-remote`, `wsl`; some give the name of the machine instead, which is nobody's business. */
function remoteKind(name: string): string {
  return /^[a-z-]+$/.test(name) ? name : 'yes';
}

function changedSettings(): Readonly<Record<string, unknown>> {
  const configuration = workspace.getConfiguration();
  const changed = Object.entries(settingDefaults).flatMap(([id, standard]) => {
    const value: unknown = configuration.get(id);
    return value === standard ? [] : [[id, value] as const];
  });
  return Object.fromEntries(changed);
}

/** The packages with DuckDB's library, with their versions. */
async function duckdbPackages(extensionPath: string): Promise<string> {
  const folder = path.join(extensionPath, 'node_modules', '@duckdb');
  try {
    const names = (await readdir(folder)).filter((name) => name.startsWith('node-bindings'));
    const found = await Promise.all(
      names.sort().map(async (name) => {
        const { version }: { readonly version: string } = JSON.parse(
          await readFile(path.join(folder, name, 'package.json'), 'utf8'),
        );
        return `${name} ${version}`;
      }),
    );
    return found.length === 0 ? 'no library is there' : found.join(', ');
  } catch (error) {
    return `not found (${error instanceof Error ? error.message : String(error)})`;
  }
}
