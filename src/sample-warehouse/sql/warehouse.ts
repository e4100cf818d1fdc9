import type { Catalog, CatalogTable } from '../catalog.ts';
import { catalogNotFound, schemaNotFound, tableNotFound } from './errors.ts';
import { kindOf, latestVersion, type Relation, relationColumns } from './relation.ts';
import { declaredText } from './types.ts';

export interface Schema {
  readonly name: string;
  readonly comment?: string;
  /** Under lower-case names, in the order of creation. */
  readonly relations: Map<string, Relation>;
}

export interface CatalogEntry {
  readonly name: string;
  readonly comment?: string;
  readonly schemas: Map<string, Schema>;
}

/** Everything the warehouse holds; names are found whatever their letter case. */
export class Warehouse implements Catalog {
  readonly entries = new Map<string, CatalogEntry>();

  addCatalog(name: string, comment: string): CatalogEntry {
    const entry: CatalogEntry = { name, comment, schemas: new Map() };
    this.entries.set(name.toLowerCase(), entry);
    return entry;
  }

  addSchema(catalog: string, name: string, comment?: string): Schema {
    const schema: Schema = { name, relations: new Map(), ...(comment === undefined ? {} : { comment }) };
    this.catalogEntry(catalog).schemas.set(name.toLowerCase(), schema);
    return schema;
  }

  put(relation: Relation): void {
    this.schemaEntry(relation.catalog, relation.schema).relations.set(relation.name.toLowerCase(), relation);
  }

  remove(relation: Relation): void {
    this.schemaEntry(relation.catalog, relation.schema).relations.delete(relation.name.toLowerCase());
  }

  catalogEntry(name: string): CatalogEntry {
    const entry = this.entries.get(name.toLowerCase());
    if (entry === undefined) throw catalogNotFound(name);
    return entry;
  }

  schemaEntry(catalog: string, schema: string): Schema {
    const found = this.catalogEntry(catalog).schemas.get(schema.toLowerCase());
    if (found === undefined) throw schemaNotFound([catalog, schema]);
    return found;
  }

  lookup(
    parts: readonly string[],
    session: { readonly catalog: string; readonly schema: string },
  ): Relation | undefined {
    const [catalog, schema, name] = qualify(parts, session);
    return this.entries
      .get(catalog.toLowerCase())
      ?.schemas.get(schema.toLowerCase())
      ?.relations.get(name.toLowerCase());
  }

  /** @throws SqlError TABLE_OR_VIEW_NOT_FOUND */
  find(parts: readonly string[], session: { readonly catalog: string; readonly schema: string }, at = ''): Relation {
    const relation = this.lookup(parts, session);
    if (relation === undefined || parts.length > 3) throw tableNotFound(parts, at);
    return relation;
  }

  catalogs(): readonly { readonly name: string; readonly comment?: string }[] {
    return [...this.entries.values()];
  }

  schemas(catalog: string): readonly { readonly name: string; readonly comment?: string }[] | undefined {
    const entry = this.entries.get(catalog.toLowerCase());
    return entry === undefined ? undefined : [...entry.schemas.values()];
  }

  tables(catalog: string, schema: string): readonly CatalogTable[] | undefined {
    const found = this.entries.get(catalog.toLowerCase())?.schemas.get(schema.toLowerCase());
    return found === undefined ? undefined : [...found.relations.values()].map(catalogTable);
  }

  table(catalog: string, schema: string, name: string): CatalogTable | undefined {
    const relation = this.lookup([catalog, schema, name], { catalog, schema });
    return relation === undefined ? undefined : catalogTable(relation);
  }
}

export function qualify(
  parts: readonly string[],
  session: { readonly catalog: string; readonly schema: string },
): [string, string, string] {
  const name = parts.at(-1) ?? '';
  return [parts.at(-3) ?? session.catalog, parts.at(-2) ?? session.schema, name];
}

/** A relation never changes, it is replaced; and lists of very many are read page by page. */
const described = new WeakMap<Relation, CatalogTable>();

function catalogTable(relation: Relation): CatalogTable {
  const known = described.get(relation) ?? describeRelation(relation);
  described.set(relation, known);
  return known;
}

function describeRelation(relation: Relation): CatalogTable {
  const { catalog, schema, name, view, rowFilter } = relation;
  const latest = view === undefined ? latestVersion(relation) : undefined;
  const comment = view?.comment ?? latest?.comment;
  return {
    catalog,
    schema,
    name,
    kind: kindOf(relation),
    ...(relation.owner === undefined ? {} : { owner: relation.owner }),
    ...(latest === undefined ? {} : { format: 'DELTA' }),
    ...(comment === undefined ? {} : { comment }),
    ...(view === undefined ? {} : { viewDefinition: view.text }),
    ...(rowFilter === undefined
      ? {}
      : {
          rowFilter: { functionName: rowFilter.functionName, inputColumnNames: rowFilter.inputColumnNames },
        }),
    properties: latest === undefined ? {} : { ...latest.properties, ...commitProperties(relation.versions) },
    columns: relationColumns(relation).map((column) => ({
      name: column.name,
      typeText: declaredText(column.type),
      nullable: column.nullable,
      ...(column.comment === undefined ? {} : { comment: column.comment }),
      ...(column.partitionIndex === undefined ? {} : { partitionIndex: column.partitionIndex }),
    })),
    createdAt: relation.createdAt,
    updatedAt: latest?.timestamp ?? relation.createdAt,
  };
}

/** As a managed table of the real catalog has them. */
function commitProperties(versions: Relation['versions']): Readonly<Record<string, string>> {
  const newest = versions.at(-1);
  return {
    'delta.lastUpdateVersion': String(versions.length - 1),
    ...(newest === undefined ? {} : { 'delta.lastCommitTimestamp': String(newest.timestamp) }),
  };
}
