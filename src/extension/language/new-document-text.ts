import { stringify } from 'yaml';
import type { ConnectionChoice } from '../../shared/document/replication.ts';
import { writtenConnection } from '../../shared/document/written-connection.ts';

const header = `# What to copy from Databricks into a DuckDB file. Suggestions: Ctrl+Space; “Run” stands above.
`;

/** A document to begin with; it holds for the sample warehouse as it is, else the table has to be named. */
export function newDocumentText(choice: ConnectionChoice, file: string): string {
  const table = choice.kind === 'sample' ? 'samples.tpch.nation' : 'catalog.schema.table';
  const content = { connection: writtenConnection(choice), target: file, tables: [table] };
  return `${header}${stringify(content, { lineWidth: 0 })}`;
}
