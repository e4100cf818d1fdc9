import type { LocalColumn, LocalFile, LocalTable } from '../../shared/local-file.ts';
import { compareNames } from '../../shared/text/compare-names.ts';

export type LocalFileNode = {
  readonly kind: 'localFile';
  /** Absolute path. */
  readonly file: string;
  /** Where a replication goes that names no file. */
  readonly isTarget: boolean;
};
export type LocalSchemaNode = { readonly kind: 'localSchema'; readonly file: string; readonly schema: string };
/** A table or a view. */
export type LocalTableNode = { readonly kind: 'localTable'; readonly file: string; readonly table: LocalTable };
export type LocalColumnNode = {
  readonly kind: 'localColumn';
  readonly parent: LocalTableNode;
  readonly column: LocalColumn;
};
export type LocalErrorNode = {
  readonly kind: 'error';
  readonly parent: LocalFileNode | LocalSchemaNode;
  readonly error: unknown;
};
export type LocalEmptyNode = {
  readonly kind: 'empty';
  readonly parent: LocalFileNode | LocalSchemaNode;
  readonly text: string;
};

/** What stands in the tree “DuckDB”; the commands of its menus are given these. */
export type LocalNode =
  | LocalFileNode
  | LocalSchemaNode
  | LocalTableNode
  | LocalColumnNode
  | LocalErrorNode
  | LocalEmptyNode;

/** The same for the same thing from refresh to refresh, so that what is unfolded stays so. */
export function localNodeId(node: LocalNode): string {
  switch (node.kind) {
    case 'localFile':
      return encodeURIComponent(node.file);
    case 'localSchema':
      return [node.file, node.schema].map(encodeURIComponent).join('/');
    case 'localTable':
      return [node.file, node.table.name.schema, node.table.name.table].map(encodeURIComponent).join('/');
    case 'localColumn':
      return `${localNodeId(node.parent)}/${encodeURIComponent(node.column.name)}`;
    default:
      return `${node.kind}:${localNodeId(node.parent)}`;
  }
}

/** The file that a node is of or in. */
export function fileOf(node: LocalNode): string {
  return 'parent' in node ? fileOf(node.parent) : node.file;
}

/** The schemas of a file; the schema that is always there only if there is something in it, or nothing else. */
export function schemaNodes(parent: LocalFileNode, { schemas, tables }: LocalFile): readonly LocalNode[] {
  const used = schemas.filter((schema) => schema !== 'main' || tables.some(({ name }) => name.schema === schema));
  if (used.length === 0) return [{ kind: 'empty', parent, text: 'No tables yet' }];
  return used.map((schema) => ({ kind: 'localSchema', file: parent.file, schema }));
}

export function tableNodes(parent: LocalSchemaNode, { tables }: LocalFile): readonly LocalNode[] {
  const own = tables.filter(({ name }) => name.schema === parent.schema);
  if (own.length === 0) return [{ kind: 'empty', parent, text: 'No tables' }];
  return own
    .map((table): LocalTableNode => ({ kind: 'localTable', file: parent.file, table }))
    .sort((a, b) => compareNames(a.table.name.table, b.table.name.table));
}
