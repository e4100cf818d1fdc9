import type { SourceName } from '../../shared/names.ts';

/** A table by its name, as texts have it; of the active connection where none is named. */
export interface SourceSubject extends SourceName {
  readonly connectionId?: string;
}
