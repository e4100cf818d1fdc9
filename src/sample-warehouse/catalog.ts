/** What Unity Catalog knows; the REST service only reads it, the SQL engine keeps it. */
export interface CatalogColumn {
  readonly name: string;
  /** Lower-case SQL type text as Unity Catalog gives it, e.g. `decimal(18,2)`, `array<struct<a:int>>`. */
  readonly typeText: string;
  readonly nullable: boolean;
  readonly comment?: string;
  readonly partitionIndex?: number;
}

export interface CatalogTable {
  readonly catalog: string;
  readonly schema: string;
  readonly name: string;
  readonly kind: 'MANAGED' | 'EXTERNAL' | 'VIEW' | 'MATERIALIZED_VIEW' | 'STREAMING_TABLE' | 'FOREIGN';
  /** `DELTA`; absent for views. */
  readonly format?: string;
  readonly comment?: string;
  /** The workspace's own user when absent. */
  readonly owner?: string;
  readonly viewDefinition?: string;
  readonly rowFilter?: { readonly functionName: string; readonly inputColumnNames: readonly string[] };
  readonly properties: Readonly<Record<string, string>>;
  readonly columns: readonly CatalogColumn[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Catalog {
  catalogs(): readonly { readonly name: string; readonly comment?: string }[];
  schemas(catalog: string): readonly { readonly name: string; readonly comment?: string }[] | undefined;
  tables(catalog: string, schema: string): readonly CatalogTable[] | undefined;
  table(catalog: string, schema: string, name: string): CatalogTable | undefined;
}
