/** SPARK_CLI_SERVICE_PROTOCOL_V8. */
export const protocolVersion8 = 0xa508;

export const statusCode = { success: 0, error: 3, invalidHandle: 4 } as const;

export const operationState = {
  initialized: 0,
  running: 1,
  finished: 2,
  canceled: 3,
  closed: 4,
  error: 5,
} as const;
export type OperationState = (typeof operationState)[keyof typeof operationState];

export const operationType = {
  executeStatement: 0,
  getTypeInfo: 1,
  getCatalogs: 2,
  getSchemas: 3,
  getTables: 4,
  getTableTypes: 5,
  getColumns: 6,
  getFunctions: 7,
} as const;
export type OperationType = (typeof operationType)[keyof typeof operationType];

export const rowSetType = { arrow: 0, column: 1, url: 3 } as const;

export const cacheLookup = { ineligible: 0, miss: 3 } as const;

export const fetchOrientation = { next: 0, prior: 1, first: 4 } as const;

export const typeId = {
  boolean: 0,
  tinyint: 1,
  smallint: 2,
  int: 3,
  bigint: 4,
  float: 5,
  double: 6,
  string: 7,
  timestamp: 8,
  binary: 9,
  array: 10,
  map: 11,
  struct: 12,
  decimal: 15,
  null: 16,
  date: 17,
  intervalYearMonth: 20,
  intervalDayTime: 21,
} as const;
export type TypeId = (typeof typeId)[keyof typeof typeId];
