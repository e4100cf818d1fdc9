import type { CommandName } from './parse-arguments.ts';

const overview = (
  program: string,
): string => `Copies Databricks tables into a local DuckDB file: exact, fast, resumable, explained.

  ${program} plan FILE               say what a run would do; writes nothing
  ${program} run FILE                copy the tables of a document
  ${program} verify FILE             compare the copies with their sources
  ${program} undo FILE               put back what a run replaced, where that was kept
  ${program} sample-warehouse        serve sample tables on this machine

  --help after a command says more; --version says which version this is.

FILE is a document such as demo.replication.yaml:

  connection: sample
  target: demo.duckdb
  tables:
    - samples.tpch.*

Exit status: 0 done, 1 a table failed, 2 wrong usage or document, or
nothing to resume or undo, 3 validation found a difference, 130 cancelled.
`;

const only = `  --only TABLE      only this table, catalog.schema.table, with * for any characters; may be given
                    more than once`;
const level = `  --level LEVEL     auto, basic, pandas, parquet or streaming, whatever the document says; a table with
                    a transform needs pandas, or auto, which chooses it`;
const keep = `  --keep-previous   what a table replaces stays in the file, hidden, until its next copy, so that undo
                    can put it back`;

const texts: Record<CommandName, (program: string) => string> = {
  plan: (program) => `Usage: ${program} plan FILE [options]

Says what a run would do: tables, versions, slices, types with every loss, SQL. Nothing is written.

${only}
${level}
${keep}
  --full            all columns and all SQL instead of excerpts
  --json            the plan as one line of JSON
`,
  run: (program) => `Usage: ${program} run FILE [options]

Copies the tables of a document and shows a receipt for each. A failed or cancelled run leaves the previous tables as
they were. Ctrl+C stops it in order, and it can be resumed; a second Ctrl+C ends it at once.

${only}
${level}
${keep}
  --resume RUN      go on with a run that did not finish; “last” for the newest one
  --json            events as lines of JSON: plan, progress, table, summary
`,
  verify: (program) => `Usage: ${program} verify FILE [options]

Compares the copies in the target file with their sources: rows, and aggregates of every column. Nothing is changed.

${only}
  --json            events as lines of JSON: verified, summary
`,
  undo: (program) => `Usage: ${program} undo FILE [options]

Puts back what a run replaced in the target file, where --keep-previous (or the editor) has kept it, and takes away what
was not there before. Needs no connection.

  --run RUN         which run; the newest one of the document, if not given
  --json            one line of JSON: undone
`,
  'sample-warehouse': (program) => `Usage: ${program} sample-warehouse [options]

Serves sample tables on this machine as a Databricks SQL warehouse would, until it is stopped. Prints one line of JSON
with host, port, httpPath, token, clientId, clientSecret and caFile when it is ready.

  --port N          port to listen on; a free one if not given
  --scale F         size of samples.tpch: 1 has about 6,000,000 rows in lineitem
  --database FILE   serve this DuckDB file too, as a catalog of its name; may be given more than once
  --faults FILE     JSON file with faults to play
  --tables N        so many small tables in samples.many
  --start-delay S   seconds that a stopped warehouse takes to start; 2 if not given
  --token-lifetime S
                    seconds that a token lasts which was given out by signing in; 3600 if not given
`,
};

/** @param program what people type to call it */
export function helpText(about: CommandName | undefined, program: string): string {
  return (about === undefined ? overview : texts[about])(program);
}
