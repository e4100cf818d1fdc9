export type DiagnosticCode =
  | 'syntax'
  | 'unknownKey'
  | 'wrongType'
  | 'missing'
  | 'badName'
  | 'badSize'
  | 'badValue'
  | 'wrongLevel'
  | 'duplicate'
  | 'notAvailable'
  | 'secret'
  | 'noEffect';

/** One mistake in a document. Lines and columns count from 1; the end is exclusive. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly code: DiagnosticCode;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  /** What would be right. */
  readonly expected?: string;
}
