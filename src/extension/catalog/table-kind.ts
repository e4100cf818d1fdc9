export type TableKind = 'table' | 'view' | 'materializedView' | 'streamingTable' | 'foreign' | 'metricView';

const kinds: Readonly<Record<string, TableKind>> = {
  VIEW: 'view',
  MATERIALIZED_VIEW: 'materializedView',
  STREAMING_TABLE: 'streamingTable',
  FOREIGN: 'foreign',
  METRIC_VIEW: 'metricView',
};

/** What a Unity Catalog `table_type` is to people; unknown ones are tables. */
export function tableKind(type: string): TableKind {
  return kinds[type] ?? 'table';
}

const icons: Record<TableKind, string> = {
  table: 'table',
  view: 'eye',
  materializedView: 'layers',
  streamingTable: 'broadcast',
  foreign: 'link-external',
  metricView: 'graph-line',
};

/** Of the codicons. */
export function tableIcon(type: string): string {
  return icons[tableKind(type)];
}
