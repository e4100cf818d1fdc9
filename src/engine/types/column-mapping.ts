export type { ColumnMapping, WireType } from '../../shared/column-mapping.ts';
