import { commitVersion } from './commit.ts';
import type { Cursor } from './cursor.ts';
import { unresolvedColumn, unsupported } from './errors.ts';
import type { Execution } from './execution.ts';
import { readColumn, readColumns, readProperties } from './read-columns.ts';
import { type Column, latestVersion } from './relation.ts';

/** ALTER TABLE: from behind the first word. Each form is a version of its own. */
export function alterTable(cursor: Cursor, execution: Execution): undefined {
  if (!cursor.skip('TABLE')) throw unsupported(`ALTER ${cursor.peek().text}`);
  const relation = execution.warehouse.find(cursor.names(), execution.session);
  if (relation.view !== undefined) throw unsupported('ALTER TABLE on a view');
  const { columns, properties } = latestVersion(relation);
  const put = (commit: Parameters<typeof commitVersion>[2]) => {
    cursor.finish();
    commitVersion(execution, relation, commit);
  };
  if (cursor.skip('ADD', 'COLUMNS') || cursor.skip('ADD', 'COLUMN')) {
    const added = cursor.is('(') ? readColumns(cursor) : [readColumn(cursor)];
    put({ operation: 'ADD COLUMNS', columns: [...columns, ...added] });
  } else if (cursor.skip('RENAME', 'COLUMN')) {
    const column = find(columns, cursor.name());
    cursor.expect('TO');
    const name = cursor.name();
    put({
      operation: 'RENAME COLUMN',
      parameters: { oldColumnPath: column.name, newColumnPath: name },
      columns: columns.map((one) => (one === column ? { ...one, name } : one)),
    });
  } else if (cursor.skip('DROP', 'COLUMNS') || cursor.skip('DROP', 'COLUMN')) {
    const open = cursor.skip('(');
    const dropped = [find(columns, cursor.name())];
    while (open && cursor.skip(',')) dropped.push(find(columns, cursor.name()));
    if (open) cursor.expect(')');
    put({ operation: 'DROP COLUMNS', columns: columns.filter((column) => !dropped.includes(column)) });
  } else if (cursor.skip('SET', 'TBLPROPERTIES')) {
    const set = readProperties(cursor);
    put({
      operation: 'SET TBLPROPERTIES',
      parameters: { properties: JSON.stringify(set) },
      properties: { ...properties, ...set },
    });
  } else if (cursor.skip('UNSET', 'TBLPROPERTIES')) {
    cursor.skip('IF', 'EXISTS');
    cursor.expect('(');
    const keys = new Set<string>();
    do keys.add(cursor.peek().kind === 'string' ? cursor.string() : cursor.names().join('.'));
    while (cursor.skip(','));
    cursor.expect(')');
    put({
      operation: 'UNSET TBLPROPERTIES',
      properties: Object.fromEntries(Object.entries(properties).filter(([key]) => !keys.has(key))),
    });
  } else throw unsupported(`ALTER TABLE ${cursor.peek().text}`);
  return undefined;
}

function find(columns: readonly Column[], name: string): Column {
  const column = columns.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (column === undefined)
    throw unresolvedColumn(
      name,
      columns.map((one) => one.name),
    );
  return column;
}
