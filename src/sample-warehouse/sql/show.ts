import type { Cursor } from './cursor.ts';
import { textLiteral } from './quote.ts';
import { latestVersion, type Relation, relationColumns } from './relation.ts';
import { type Query, valuesQuery } from './run-query.ts';
import { showCreateQuery } from './show-create.ts';
import type { SqlSession } from './sql-engine.ts';
import { declaredText, type Type } from './types.ts';
import type { CatalogEntry, Warehouse } from './warehouse.ts';

/** SHOW …, from behind the word SHOW. */
export function showQuery(cursor: Cursor, warehouse: Warehouse, session: SqlSession): Query {
  if (cursor.skip('CATALOGS')) {
    const matches = pattern(cursor);
    const names = [...warehouse.entries.values()].map(({ name }) => name).filter(matches);
    return texts(
      ['catalog'],
      names.map((name) => [name]),
    );
  }
  if (cursor.skip('SCHEMAS') || cursor.skip('DATABASES')) return schemas(cursor, warehouse, session);
  if (cursor.skip('TABLES')) return tables(cursor, warehouse, session);
  if (cursor.skip('VIEWS')) return views(cursor, warehouse, session);
  if (cursor.skip('COLUMNS')) return columns(cursor, warehouse, session);
  if (cursor.skip('CREATE', 'TABLE')) {
    const relation = warehouse.find(cursor.names(), session);
    cursor.finish();
    return showCreateQuery(relation);
  }
  if (cursor.skip('TBLPROPERTIES')) {
    const relation = warehouse.find(cursor.names(), session);
    const properties = relation.view === undefined ? latestVersion(relation).properties : {};
    let key: string | undefined;
    if (cursor.skip('(')) {
      key = cursor.peek().kind === 'string' ? cursor.string() : cursor.names().join('.');
      cursor.expect(')');
    }
    cursor.finish();
    const rows = Object.entries(properties).filter(([name]) => key === undefined || name === key);
    if (key !== undefined && rows.length === 0) {
      const table = `${relation.catalog}.${relation.schema}.${relation.name}`;
      rows.push([key, `Table ${table} does not have property: ${key}`]);
    }
    return texts(['key', 'value'], rows);
  }
  throw cursor.unexpected();
}

function schemas(cursor: Cursor, warehouse: Warehouse, session: SqlSession): Query {
  if (cursor.skip('IN', 'ALL', 'CATALOGS') || cursor.skip('FROM', 'ALL', 'CATALOGS')) {
    const matches = pattern(cursor);
    const rows = [...warehouse.entries.values()].flatMap((entry) =>
      [...entry.schemas.values()].filter(({ name }) => matches(name)).map(({ name }) => [name, entry.name]),
    );
    return texts(['databaseName', 'catalog'], rows);
  }
  const catalog = cursor.skip('IN') || cursor.skip('FROM') ? cursor.name() : session.catalog;
  const entry = warehouse.catalogEntry(catalog);
  const matches = pattern(cursor);
  return texts(
    ['databaseName'],
    [...entry.schemas.values()].filter(({ name }) => matches(name)).map(({ name }) => [name]),
  );
}

function tables(cursor: Cursor, warehouse: Warehouse, session: SqlSession): Query {
  if (cursor.skip('IN', 'CATALOG') || cursor.skip('FROM', 'CATALOG')) {
    const entry = warehouse.catalogEntry(cursor.name());
    const inSchema = cursor.skip('SCHEMA') ? pattern(cursor) : () => true;
    const matches = pattern(cursor);
    const rows = relations(entry, inSchema, matches).map((relation) => [
      textLiteral(relation.schema),
      textLiteral(relation.name),
      'false',
      textLiteral(''),
      textLiteral(relation.catalog),
      textLiteral(relation.view === undefined ? 'TABLE' : 'VIEW'),
      textLiteral(comment(relation) ?? ''),
    ]);
    return {
      sql: valuesQuery(
        [
          ['namespace', 'VARCHAR'],
          ['tableName', 'VARCHAR'],
          ['isTemporary', 'BOOLEAN'],
          ['information', 'VARCHAR'],
          ['catalogName', 'VARCHAR'],
          ['tableType', 'VARCHAR'],
          ['remarks', 'VARCHAR'],
        ],
        rows,
      ),
      required: new Set(['namespace', 'tableName', 'isTemporary', 'catalogName', 'tableType']),
    };
  }
  const { catalog, schema } = place(cursor, session);
  const entry = warehouse.catalogEntry(catalog);
  warehouse.schemaEntry(catalog, schema);
  const matches = pattern(cursor);
  const rows = relations(entry, (name) => name.toLowerCase() === schema.toLowerCase(), matches).map((relation) => [
    textLiteral(relation.schema),
    textLiteral(relation.name),
    'false',
  ]);
  return {
    sql: valuesQuery(
      [
        ['database', 'VARCHAR'],
        ['tableName', 'VARCHAR'],
        ['isTemporary', 'BOOLEAN'],
      ],
      rows,
    ),
    required: new Set(['database', 'tableName', 'isTemporary']),
  };
}

function views(cursor: Cursor, warehouse: Warehouse, session: SqlSession): Query {
  const { catalog, schema } = place(cursor, session);
  const found = warehouse.schemaEntry(catalog, schema);
  const matches = pattern(cursor);
  const rows = [...found.relations.values()]
    .filter((relation) => relation.view !== undefined && matches(relation.name))
    .map((relation) => [textLiteral(relation.schema), textLiteral(relation.name), 'false', 'false']);
  return {
    sql: valuesQuery(
      [
        ['namespace', 'VARCHAR'],
        ['viewName', 'VARCHAR'],
        ['isTemporary', 'BOOLEAN'],
        ['isMaterialized', 'BOOLEAN'],
      ],
      rows,
    ),
  };
}

function columns(cursor: Cursor, warehouse: Warehouse, session: SqlSession): Query {
  if (!cursor.skip('IN')) cursor.expect('FROM');
  if (!cursor.skip('CATALOG')) {
    const relation = warehouse.find(cursor.names(), session);
    cursor.finish();
    return texts(
      ['col_name'],
      relationColumns(relation).map(({ name }) => [name]),
    );
  }
  const entry = warehouse.catalogEntry(cursor.name());
  const inSchema = cursor.skip('SCHEMA') ? pattern(cursor) : () => true;
  const inTable = cursor.skip('TABLE') ? pattern(cursor) : () => true;
  const matches = pattern(cursor);
  const rows = relations(entry, inSchema, inTable).flatMap((relation) =>
    relationColumns(relation).flatMap((column, index) =>
      matches(column.name)
        ? [
            [
              ...[
                column.name,
                relation.catalog,
                relation.schema,
                relation.name,
                declaredText(column.type).toUpperCase(),
              ].map(textLiteral),
              ...sizes(column.type),
              textLiteral(String(column.nullable)),
              textLiteral(column.comment ?? ''),
              String(index),
              textLiteral('NO'),
              textLiteral('NO'),
            ],
          ]
        : [],
    ),
  );
  const names = ['col_name', 'catalogName', 'namespace', 'tableName', 'columnType'];
  return {
    sql: valuesQuery(
      [
        ...names.map((name): [string, string] => [name, 'VARCHAR']),
        ['columnSize', 'INTEGER'],
        ['decimalDigits', 'INTEGER'],
        ['radix', 'INTEGER'],
        ['isNullable', 'VARCHAR'],
        ['remarks', 'VARCHAR'],
        ['ordinalPosition', 'INTEGER'],
        ['isAutoIncrement', 'VARCHAR'],
        ['isGenerated', 'VARCHAR'],
      ],
      rows,
    ),
  };
}

function sizes(type: Type): string[] {
  return type.kind === 'decimal' ? [String(type.precision), String(type.scale), '10'] : ['NULL', 'NULL', 'NULL'];
}

function place(cursor: Cursor, session: SqlSession): { catalog: string; schema: string } {
  if (!cursor.skip('IN') && !cursor.skip('FROM')) return session;
  const parts = cursor.names();
  return { catalog: parts.at(-2) ?? session.catalog, schema: parts.at(-1) ?? session.schema };
}

function relations(
  entry: CatalogEntry,
  inSchema: (name: string) => boolean,
  matches: (name: string) => boolean,
): Relation[] {
  return [...entry.schemas.values()]
    .filter(({ name }) => inSchema(name))
    .flatMap((schema) => [...schema.relations.values()].filter(({ name }) => matches(name)));
}

function comment(relation: Relation): string | undefined {
  return relation.view === undefined ? latestVersion(relation).comment : relation.view.comment;
}

/** `[LIKE] 'a*|b'`: `*` stands for any text, `.` for any character, `|` for or; letter case does not matter. */
function pattern(cursor: Cursor): (name: string) => boolean {
  const given = cursor.skip('LIKE') || cursor.peek().kind === 'string';
  if (!given) return () => true;
  const expression = cursor
    .string()
    .split('|')
    .map((part) =>
      part
        .replace(/[\\^$+?()[\]{}]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('%', '.*'),
    )
    .join('|');
  const matcher = new RegExp(`^(?:${expression})$`, 'isu');
  return (name) => matcher.test(name);
}

function texts(names: readonly string[], rows: readonly (readonly string[])[]): Query {
  return {
    sql: valuesQuery(
      names.map((name) => [name, 'VARCHAR']),
      rows.map((row) => row.map(textLiteral)),
    ),
    required: new Set(names),
  };
}
