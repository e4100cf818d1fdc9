import { z } from 'zod';

const text = z.string().nullish();
const time = z.number().nullish();
const page = { next_page_token: text };

const catalogAnswer = z.object({ name: z.string(), catalog_type: text, owner: text, comment: text });
const schemaAnswer = z.object({ name: z.string(), owner: text, comment: text });
const tableEntryAnswer = z.object({
  name: z.string(),
  table_type: z.string(),
  data_source_format: text,
  owner: text,
  comment: text,
});
export type TableEntryAnswer = z.infer<typeof tableEntryAnswer>;

export const catalogsPage = z.object({ catalogs: z.array(catalogAnswer).nullish(), ...page });
export const schemasPage = z.object({ schemas: z.array(schemaAnswer).nullish(), ...page });
export const tablesPage = z.object({ tables: z.array(tableEntryAnswer).nullish(), ...page });
export const summariesPage = z.object({
  tables: z.array(z.object({ full_name: z.string(), table_type: text })).nullish(),
  ...page,
});

const columnAnswer = z.object({
  name: z.string(),
  type_text: z.string(),
  position: z.number().int().optional(),
  nullable: z.boolean().nullish(),
  comment: text,
  partition_index: z.number().int().nullish(),
  mask: z.object({}).nullish(),
});

/** Unity Catalog's TableInfo; times are milliseconds since 1970. */
export const tableAnswer = z.object({
  name: z.string(),
  catalog_name: z.string(),
  schema_name: z.string(),
  table_type: z.string(),
  data_source_format: text,
  owner: text,
  comment: text,
  columns: z.array(columnAnswer).nullish(),
  row_filter: z.object({}).nullish(),
  table_constraints: z
    .array(z.object({ primary_key_constraint: z.object({ child_columns: z.array(z.string()) }).nullish() }))
    .nullish(),
  properties: z.record(z.string(), z.string()).nullish(),
  delta_runtime_properties_kvpairs: z
    .object({ delta_runtime_properties: z.record(z.string(), z.string()).nullish() })
    .nullish(),
  created_at: time,
  updated_at: time,
});
export type TableAnswer = z.infer<typeof tableAnswer>;
