import type { TableDetails, TableEntry } from '../catalog-entries.ts';
import type { Diagnostic } from '../document/diagnostic.ts';
import type { DocumentOutline, LimitKey } from '../document/outline.ts';
import type { ColumnTransformKey } from '../document/outline-transform.ts';
import type { ErrorCode, ErrorData } from '../errors.ts';
import type { SourceName } from '../names.ts';
import type { Page } from '../page.ts';
import type { Level, Limits, RefusedTable, TablePlan, Validation, WriteMode } from '../plan.ts';
import type { RunRecord } from '../run-record.ts';

/** The document of the panel; complete. */
export interface DocumentState {
  /** File name, for the heading. */
  readonly name: string;
  /** Kept by the extension, not by the person: it has no place of its own yet. */
  readonly draft: boolean;
  /** The panel may change it. */
  readonly editable: boolean;
  readonly outline: DocumentOutline;
  readonly diagnostics: readonly Diagnostic[];
  /** Absolute path of the DuckDB file; absent where the document does not say. */
  readonly file?: string;
  readonly connections: readonly PanelConnection[];
}

export interface PanelConnection {
  readonly id: string;
  readonly label: string;
  /** It is what the document means. */
  readonly chosen: boolean;
}

/** One table of a plan, without what only a closer look needs. */
export interface PlannedTable {
  readonly source: string;
  readonly target: string;
  readonly kind: string;
  readonly level: Level;
  readonly levelReason: string;
  readonly mode: WriteMode;
  readonly validation: Validation;
  readonly version?: number;
  readonly rows?: number;
  readonly bytes?: number;
  readonly seconds?: number;
  readonly slices: number;
  /** Of the copy. */
  readonly columns: number;
  /** Columns of which something is lost. */
  readonly losses: number;
  readonly warnings: readonly string[];
}

export interface PlanOverview {
  /** ISO 8601. */
  readonly createdAt: string;
  readonly host: string;
  readonly file: string;
  readonly limits: Limits;
  readonly tables: readonly PlannedTable[];
  readonly refused: readonly RefusedTable[];
  /** Of the whole; those of a table are with it. */
  readonly warnings: readonly string[];
  /** A run that broke off has left rows for one of these tables. */
  readonly resumable: boolean;
}

export type PlanState =
  | { readonly state: 'none' }
  | { readonly state: 'planning' }
  | { readonly state: 'failed'; readonly error: ErrorData; readonly stale: boolean }
  | {
      readonly state: 'ready';
      readonly plan: PlanOverview;
      /** The document has changed since. */
      readonly stale: boolean;
    };

/** Rates over the life of a run, one sample a second at most. */
export interface RateSample {
  /** Since the start of the run. */
  readonly atMs: number;
  readonly rowsPerSecond: number;
  readonly bytesPerSecond: number;
}

/** The newest run of the document. */
export interface RunState {
  readonly record?: RunRecord;
  readonly rates: readonly RateSample[];
}

/** Titles of the buttons that mend an error, by its code. */
export type Remedies = Readonly<Partial<Record<ErrorCode, readonly string[]>>>;

export interface PanelSnapshot {
  readonly remedies: Remedies;
  readonly document: DocumentState;
  readonly plan: PlanState;
  readonly run: RunState;
}

/** An entry of `tables`: where it stood, and what it said there, so that a change never meets another entry. */
export interface EntryPlace {
  readonly index: number;
  readonly source: string;
}

/** What a person may change; `null` takes a setting away, so that its default counts. */
export type PanelEdit =
  | { readonly kind: 'connection'; readonly id: string }
  | { readonly kind: 'target'; readonly key: 'file' | 'schema' | 'table'; readonly value: string | null }
  | { readonly kind: 'default'; readonly key: 'level' | 'mode' | 'validate' | 'volume'; readonly value: string | null }
  | { readonly kind: 'limit'; readonly key: LimitKey; readonly value: string | null }
  | { readonly kind: 'addTables'; readonly sources: readonly string[] }
  | { readonly kind: 'removeTable'; readonly entry: EntryPlace }
  | {
      readonly kind: 'table';
      readonly entry: EntryPlace;
      readonly key: 'source' | 'target' | 'where' | 'level' | 'mode' | 'validate' | 'volume';
      readonly value: string | null;
    }
  | { readonly kind: 'enable'; readonly entry: EntryPlace; readonly enabled: boolean }
  | {
      readonly kind: 'columns';
      readonly entry: EntryPlace;
      /** The only ones to copy; null for all but `exclude`. */
      readonly columns: readonly string[] | null;
      readonly exclude: readonly string[];
    }
  /** Of an entry, or of all tables. */
  | { readonly kind: 'keepSpool'; readonly entry: EntryPlace | null; readonly keep: boolean | null }
  /** No volume, whatever all tables have; or as all tables again. */
  | { readonly kind: 'withoutVolume'; readonly entry: EntryPlace; readonly without: boolean }
  | {
      readonly kind: 'transformColumn';
      readonly entry: EntryPlace;
      /** As the document calls it, or as the source does where the document does not yet. */
      readonly column: string;
      readonly key: ColumnTransformKey;
      readonly value: string | null;
    }
  /** Takes away all that is done to a column. */
  | { readonly kind: 'plainColumn'; readonly entry: EntryPlace; readonly column: string }
  | {
      readonly kind: 'derive';
      readonly entry: EntryPlace;
      /** Null for a new one. */
      readonly name: string | null;
      /** Null takes it away. */
      readonly to: { readonly name: string; readonly expression: string } | null;
    }
  | { readonly kind: 'transformFilter'; readonly entry: EntryPlace; readonly value: string | null }
  | {
      readonly kind: 'dropDuplicates';
      readonly entry: EntryPlace;
      /** None for keeping all rows. */
      readonly by: readonly string[];
      readonly orderBy: string | null;
    }
  | { readonly kind: 'exclude'; readonly patterns: readonly string[] };

/** One step down the tree of the source; names with dots or spaces are quoted by who writes them into the document. */
export type SourceMatch =
  | { readonly kind: 'catalog'; readonly name: string; readonly comment?: string }
  | { readonly kind: 'schema'; readonly catalog: string; readonly name: string; readonly comment?: string }
  | { readonly kind: 'table'; readonly table: TableEntry };

/** Where to look: nothing for catalogs, a catalog for its schemas, both for tables. */
export interface SourceSearch {
  readonly catalog?: string;
  readonly schema?: string;
  /** Letter case aside; may be empty. */
  readonly containing: string;
  readonly after?: string;
}

/** What the panel can have done outside of its document. */
export type PanelAction =
  | 'addConnection'
  | 'chooseFile'
  | 'saveDraft'
  | 'showLog'
  | 'showLocal'
  | 'plan'
  | 'cancelPlan'
  | 'runPlan'
  | 'cancelRun'
  | 'resumeRun'
  /** What the plan says an earlier run has left. */
  | 'resumeEarlier'
  | 'runAgain'
  | 'undoRun';

/**
 * What the host does for the panel. Everything rejects with a ReplicatorError; arguments are checked, for a webview is
 * not trusted. What changes by it comes back by PanelView.
 */
export interface PanelHost {
  /** The panel's first state; asked for, so that nothing is lost while it loads. */
  pull(): Promise<PanelSnapshot>;
  edit(edit: PanelEdit): Promise<void>;
  perform(action: PanelAction): Promise<void>;
  /** Opens the document as text. @param line - counted from 1 */
  showText(line?: number): Promise<void>;
  copy(text: string): Promise<void>;
  /** REST only; `containing` is looked for on the server's side where it can be. */
  search(search: SourceSearch): Promise<Page<SourceMatch>>;
  describeTable(name: SourceName): Promise<TableDetails>;
  /** Wakes the warehouse. @throws `source.invalidSql` */
  checkFilter(name: SourceName, where: string): Promise<void>;
  /** @param index - of `PlanOverview.tables` */
  plannedTable(index: number): Promise<TablePlan>;
  /** What the button with this title does for an error of this code. */
  mend(code: string, title: string): Promise<void>;
}

/** Complete snapshots, each replacing the one before. */
export interface PanelView {
  onDocument(state: DocumentState): void;
  onPlan(state: PlanState): void;
  onRun(state: RunState): void;
}
