export type TableKind =
  | 'table'
  | 'external'
  | 'view'
  | 'materializedView'
  | 'streamingTable'
  | 'foreign'
  | 'metricView';

interface Look {
  readonly label: string;
  /** Of the codicons. */
  readonly icon: string;
}

const looks: Record<TableKind, Look> = {
  table: { label: 'Table', icon: 'table' },
  external: { label: 'External table', icon: 'table' },
  view: { label: 'View', icon: 'eye' },
  materializedView: { label: 'Materialized view', icon: 'layers' },
  streamingTable: { label: 'Streaming table', icon: 'broadcast' },
  foreign: { label: 'Foreign table', icon: 'link-external' },
  metricView: { label: 'Metric view', icon: 'graph-line' },
};

const kinds: Readonly<Record<string, TableKind>> = {
  EXTERNAL: 'external',
  EXTERNAL_SHALLOW_CLONE: 'external',
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

export function tableIcon(type: string): string {
  return looks[tableKind(type)].icon;
}

export function kindLabel(type: string): string {
  return looks[tableKind(type)].label;
}
