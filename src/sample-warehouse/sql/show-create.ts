import { textLiteral } from './quote.ts';
import { type Column, latestVersion, type Relation, relationColumns } from './relation.ts';
import { type Query, valuesQuery } from './run-query.ts';
import { declaredText } from './types.ts';

/** SHOW CREATE TABLE: the statement that would make the relation anew. */
export function showCreateQuery(relation: Relation): Query {
  return {
    sql: valuesQuery([['createtab_stmt', 'VARCHAR']], [[textLiteral(createStatement(relation))]]),
    required: new Set(['createtab_stmt']),
  };
}

function createStatement(relation: Relation): string {
  const name = [relation.catalog, relation.schema, relation.name].map(quoteName).join('.');
  if (relation.view !== undefined) {
    const columns = relation.view.columns.map(
      ({ name: column, comment }) => `${quoteName(column)}${commentOf(comment)}`,
    );
    const kind = relation.kind === 'MATERIALIZED_VIEW' ? 'MATERIALIZED VIEW' : 'VIEW';
    const head = `CREATE ${kind} ${name} (\n  ${columns.join(',\n  ')})`;
    return `${head}${commentOf(relation.view.comment, '\n')}\nAS ${relation.view.text}\n`;
  }
  const { properties, comment } = latestVersion(relation);
  const partitions = relationColumns(relation)
    .filter((column) => column.partitionIndex !== undefined)
    .sort((a, b) => (a.partitionIndex ?? 0) - (b.partitionIndex ?? 0));
  const settings = Object.entries(properties).map(([key, value]) => `${quoteText(key)} = ${quoteText(value)}`);
  return [
    `CREATE TABLE ${name} (\n  ${relationColumns(relation).map(describeColumn).join(',\n  ')})`,
    'USING delta',
    ...(partitions.length === 0
      ? []
      : [`PARTITIONED BY (${partitions.map((each) => quoteName(each.name)).join(', ')})`]),
    ...(comment === undefined ? [] : [`COMMENT ${quoteText(comment)}`]),
    ...(settings.length === 0 ? [] : [`TBLPROPERTIES (\n  ${settings.join(',\n  ')})`]),
    '',
  ].join('\n');
}

function describeColumn({ name, type, nullable, comment }: Column): string {
  return `${quoteName(name)} ${declaredText(type).toUpperCase()}${nullable ? '' : ' NOT NULL'}${commentOf(comment)}`;
}

function commentOf(comment: string | undefined, before = ' '): string {
  return comment === undefined ? '' : `${before}COMMENT ${quoteText(comment)}`;
}

function quoteName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``;
}

function quoteText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
