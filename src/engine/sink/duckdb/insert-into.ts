import { insertChunks, insertTransformed, selectColumns } from '../../sql/sink-statements.ts';
import { selectFrame } from '../../sql/transform-queries.ts';
import type { IngestRequest } from '../sink.ts';

type Insertion = Pick<IngestRequest, 'staging' | 'transform'>;

/** What is prepared, and not run, to learn the types in which rows are handed over. */
export function sampleOf({ staging: { staging, columns }, transform }: Insertion): string {
  return transform === undefined ? selectColumns(staging, columns) : selectFrame(columns);
}

/** Takes the rows of the chunks into staging, through the transform where there is one. */
export function insertInto({ staging: { staging, columns }, transform }: Insertion): string {
  return transform === undefined ? insertChunks(staging, columns) : insertTransformed(staging, columns, transform);
}
