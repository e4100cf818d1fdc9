import { type ErrorCode, ReplicatorError } from '../../../shared/errors.ts';

/**
 * DuckDB's errors carry no code: their text begins with a class (`IO Error: …`). This is the only file that reads it.
 * Messages keep the first line only and lose what DuckDB quotes of the data.
 */
export function fromDuckdbError(thrown: unknown, file?: string): ReplicatorError {
  if (thrown instanceof ReplicatorError) return thrown;
  if (!(thrown instanceof Error)) return new ReplicatorError('internal.bug', String(thrown));
  const code = codeOf(thrown.message);
  const column = /when casting from source column (.+)$/m.exec(thrown.message)?.[1];
  return new ReplicatorError(code, sentence(code, thrown.message, file), {
    ...(column === undefined ? {} : { subject: { column } }),
    ...(conflict.test(thrown.message) ? { facts: { conflict: true } } : {}),
    ...(conversion.test(thrown.message) ? { facts: { conversion: withoutPlace(thrown.message) } } : {}),
  });
}

/** The same for a query that a person wrote: what DuckDB says of it is for them. */
export function fromQueryError(thrown: unknown, file?: string): ReplicatorError {
  const error = fromDuckdbError(thrown, file);
  if (!(thrown instanceof Error) || !ofQuery.test(thrown.message)) return error;
  // Of a list of candidates the first lines; the place in the text is of the brackets around it.
  const [said = ''] = thrown.message.split(/\n\s*LINE \d+:/);
  return new ReplicatorError('query.invalid', said.trim());
}

const ofQuery =
  /^(Parser|Binder|Catalog|Conversion|Invalid Input|Out of Range|Permission|Not implemented|Dependency|Constraint|Syntax|Mismatch Type|Serialization|Invalid type|Sequence|TransactionContext) Error/;

/** After such an error the instance answers nothing more and has to be opened again. */
export function isFatal(thrown: unknown): boolean {
  return thrown instanceof Error && /^FATAL Error|has been invalidated/.test(thrown.message);
}

/** The file was let go without a checkpoint; what was committed stays in the log beside it and is read at the next open. */
export function isDetachedUnfinished(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.message.includes('but CHECKPOINT during DETACH failed');
}

const conflict = /^TransactionContext Error: .*conflict/i;

/** Another attempt of the whole transaction may succeed. */
export function isConflict(error: unknown): boolean {
  return error instanceof ReplicatorError && error.facts.conflict === true;
}

const conversion = /^(Conversion|Out of Range|Invalid Input) Error/;

const rules: readonly (readonly [RegExp, ErrorCode])[] = [
  [/No space left on device|not enough space on the disk|Disk quota exceeded/i, 'sink.diskFull'],
  [/Could not set lock on file|being used by another process|already open in/i, 'sink.locked'],
  [/^INTERRUPT Error/, 'run.cancelled'],
  [/^Out of Memory Error|could not allocate block|failed to (allocate|pin|offload)/i, 'sink.outOfMemory'],
  [/not a valid DuckDB/, 'sink.notADatabase'],
  [/Trying to read a database file with version number|serialized with .* newer/i, 'sink.newerVersion'],
  [/Corrupt|Failure while replaying WAL|checksum|Could not read (enough|all) bytes/i, 'sink.corrupt'],
  [/Malformed JSON/, 'value.invalidText'],
  [/^(Constraint Error|Failed to append)/, 'sink.constraint'],
  [conversion, 'value.outOfRange'],
  [/^(Permission Error|IO Error: (Cannot|Could not) (open|create|write|read))/, 'sink.unwritable'],
  [/read-only/i, 'sink.unwritable'],
  [/^(Catalog|Binder|Parser|Dependency|Not implemented|INTERNAL) Error/, 'internal.bug'],
];

function codeOf(message: string): ErrorCode {
  return rules.find(([pattern]) => pattern.test(message))?.[1] ?? 'sink.failed';
}

function sentence(code: ErrorCode, message: string, file: string | undefined): string {
  if (code === 'run.cancelled') return 'Cancelled.';
  if (code === 'sink.locked') {
    const holder = /held in (.+?) \(PID (\d+)\)/.exec(message);
    const by = holder === null ? 'another program' : `another program: ${holder[1]}, PID ${holder[2]}`;
    return `The database file ${file ?? ''} is open in ${by}.`;
  }
  const said = withoutValues(message);
  return file === undefined ? `DuckDB: ${said}` : `DuckDB on ${file}: ${said}`;
}

/** The first line. */
function withoutValues(message: string): string {
  const said = (message.split('\n', 1)[0] ?? '')
    .replace(/\s+Input: .*$/, '')
    .replace(/Duplicate key ".*"/, 'Duplicate key')
    .replace(/string (["']).*\1/, 'a text');
  return conversion.test(said) ? said.replace(/: ".*"/, ': a text') : said;
}

function withoutPlace(message: string): string {
  return withoutValues(message)
    .replace(/^[\w ]+ Error: /, '')
    .replace(/ when casting from source column .+$/, '');
}
