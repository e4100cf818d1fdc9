import { z } from 'zod';

const count = z.number().int().nonnegative();

const manifestAnswer = z.object({
  format: z.string(),
  schema: z.object({
    column_count: count,
    columns: z.array(z.object({ name: z.string(), type_text: z.string(), position: count })).optional(),
  }),
  total_chunk_count: count.optional(),
  chunks: z
    .array(z.object({ chunk_index: count, row_offset: count, row_count: count, byte_count: count.optional() }))
    .optional(),
  total_row_count: count.optional(),
  total_byte_count: count.optional(),
  truncated: z.boolean().optional(),
  result_compression: z.string().optional(),
});
export type ManifestAnswer = z.infer<typeof manifestAnswer>;

/** The part of an answer that says where chunks are: one link, many, or the first chunk itself. */
export const resultAnswer = z.object({
  chunk_index: count.optional(),
  row_offset: count.optional(),
  row_count: count.optional(),
  attachment: z.string().optional(),
  /** Every value as text; for results inside the answer. */
  data_array: z.array(z.array(z.string().nullable())).optional(),
  external_links: z
    .array(
      z.object({
        chunk_index: count,
        row_offset: count.optional(),
        row_count: count.optional(),
        external_link: z.url(),
        expiration: z.iso.datetime({ offset: true }),
        http_headers: z.record(z.string(), z.string()).optional(),
      }),
    )
    .optional(),
});
export type ResultAnswer = z.infer<typeof resultAnswer>;

export const statementAnswer = z.object({
  statement_id: z.string().min(1),
  status: z.object({
    state: z.string(),
    sql_state: z.string().optional(),
    error: z.object({ error_code: z.string().optional(), message: z.string().optional() }).optional(),
  }),
  manifest: manifestAnswer.optional(),
  result: resultAnswer.optional(),
});
export type StatementAnswer = z.infer<typeof statementAnswer>;
