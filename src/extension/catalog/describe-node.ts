import type { TableDetails } from '../../shared/catalog-entries.ts';
import { formatBytes, formatCount } from '../../shared/text/units.ts';
import type { TooltipText } from '../tree/tooltip-text.ts';
import type { CatalogEntryNode, ColumnNode, SchemaNode } from './catalog-node.ts';
import { kindLabel } from './table-kind.ts';

export function describeTable(details: TableDetails): TooltipText {
  const { name, comment, format, owner, columns, partitionColumns, primaryKey, bytes, version, filtered } = details;
  return {
    heading: `${name.catalog}.${name.schema}.${name.table}`,
    ...(comment === undefined ? {} : { comment }),
    facts: known([
      ['Kind', [kindLabel(details.kind), format?.toLowerCase()].filter((part) => part !== undefined).join(', ')],
      ['Columns', formatCount(columns.length)],
      ['Primary key', primaryKey.join(', ')],
      ['Partitioned by', partitionColumns.join(', ')],
      ['Size', bytes === undefined ? '' : formatBytes(bytes)],
      ['Version', version === undefined ? '' : formatCount(version)],
      ['Owner', owner],
      ['Created', day(details.createdAt)],
      ['Definition changed', day(details.updatedAt)],
    ]),
    ...(filtered ? { warning: 'A row filter or column mask is set: a copy has what you may see.' } : {}),
  };
}

export function describePlace({ kind, entry }: CatalogEntryNode | SchemaNode): TooltipText {
  return {
    heading: 'catalog' in entry ? `${entry.catalog}.${entry.name}` : entry.name,
    ...(entry.comment === undefined ? {} : { comment: entry.comment }),
    facts: known([
      ['Kind', kind === 'catalog' ? catalogKind(entry as CatalogEntryNode['entry']) : 'Schema'],
      ['Owner', entry.owner],
    ]),
  };
}

export function describeColumn({ entry, roles }: ColumnNode): TooltipText {
  return {
    heading: entry.name,
    ...(entry.comment === undefined ? {} : { comment: entry.comment }),
    facts: known([
      ['Type', entry.type],
      ['NULL', entry.nullable ? 'allowed' : 'not allowed'],
      ['Part of', roles.join(', ')],
    ]),
  };
}

function catalogKind({ kind }: CatalogEntryNode['entry']): string {
  const words = (kind ?? 'catalog').toLowerCase().replaceAll('_', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function day(iso: string | undefined): string | undefined {
  return iso?.slice(0, 16).replace('T', ' ');
}

function known(facts: readonly (readonly [string, string | undefined])[]): readonly (readonly [string, string])[] {
  return facts.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as const]));
}
