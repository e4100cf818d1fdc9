import { redact } from '../../shared/redact.ts';
import type { RunRecord } from '../../shared/run-record.ts';
import { formatDuration } from '../../shared/text/units.ts';
import type { SavedConnection } from '../connections/saved-connection.ts';

/** What a report about a fault needs to say of the machine and of what happened. */
export interface DiagnosticFacts {
  /** Name → version, in order. */
  readonly versions: Readonly<Record<string, string>>;
  /** Those that are not as they come. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly connections: readonly SavedConnection[];
  /** To which the connections lead, perhaps with a port. */
  readonly hosts: readonly string[];
  readonly lastRun: RunRecord | undefined;
  /** Absolute; what is below it is written with `~`. */
  readonly homeFolder: string;
  /** Oldest first. */
  readonly log: readonly string[];
}

/** As Markdown, without secrets, names of hosts or of the user's folder. */
export function diagnosticsText(facts: DiagnosticFacts): string {
  const text = [
    '## Databricks → DuckDB Replicator: diagnostics',
    list(Object.entries(facts.versions).map(([name, version]) => `${name}: ${version}`)),
    '### Settings that were changed',
    list(Object.entries(facts.settings).map(([id, value]) => `\`${id}\`: ${settingText(id, value)}`)),
    '### Connections',
    list(facts.connections.map(connectionText)),
    '### Last run',
    facts.lastRun === undefined ? 'none' : runText(facts.lastRun),
    '### Log',
    `\`\`\`text\n${facts.log.join('\n')}\n\`\`\``,
  ].join('\n\n');
  return withoutPlaces(redact(text), facts);
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? 'none' : lines.map((line) => `- ${line}`).join('\n');
}

/** A folder says who somebody is, and nothing about the fault. */
function settingText(id: string, value: unknown): string {
  return id.endsWith('.folder') ? '(set)' : JSON.stringify(value);
}

function connectionText(connection: SavedConnection): string {
  const path = 'httpPath' in connection && connection.httpPath ? 'with a warehouse' : 'without a warehouse';
  const ca = 'caFile' in connection && connection.caFile ? ', with a CA file' : '';
  if (connection.kind !== 'host') return `${connection.kind}, ${path}${ca}`;
  return `host in ${domainOf(connection.host)}, sign-in by ${connection.signIn}, ${path}${ca}`;
}

const knownDomains = [
  'azuredatabricks.net',
  'cloud.databricks.com',
  'gcp.databricks.com',
  'databricks.azure.cn',
  'cloud.databricks.us',
];

function domainOf(host: string): string {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  if (/^(?:localhost|127\.|\[?::1)/.test(name)) return 'this machine';
  return knownDomains.find((domain) => name.endsWith(`.${domain}`)) ?? 'another domain';
}

function runText({ state, startedAt, endedAt, error, summary, progress }: RunRecord): string {
  const tables = summary?.tables ?? progress?.tables ?? [];
  const failed = summary?.tables.flatMap((table) => (table.state === 'failed' ? [table.error.code] : [])) ?? [];
  const codes = [...new Set([...(error === undefined ? [] : [error.code]), ...failed])];
  return list([
    `state: ${state}`,
    `tables: ${tables.length}, of which failed: ${failed.length}`,
    ...(codes.length === 0 ? [] : [`errors: ${codes.join(', ')}`]),
    ...(endedAt === undefined ? [] : [`took ${formatDuration(Date.parse(endedAt) - Date.parse(startedAt))}`]),
  ]);
}

function withoutPlaces(text: string, { hosts, homeFolder }: DiagnosticFacts): string {
  const names = hosts.flatMap((host) => [host, host.replace(/:\d+$/, '')]);
  const named = names.reduce((rest, host) => rest.replaceAll(host, `(host in ${domainOf(host)})`), text);
  const hosted = named.replaceAll(
    /\b[\w-]+(?:\.[\w-]+)*\.(?:azuredatabricks\.net|databricks\.(?:com|us|azure\.cn))/g,
    (host) => {
      return `(host in ${domainOf(host)})`;
    },
  );
  return homeFolder.length > 1 ? hosted.replaceAll(homeFolder, '~') : hosted;
}
