export type Section = 'configure' | 'plan' | 'run';

const sections: readonly Section[] = ['configure', 'plan', 'run'];

/** How a person looks at the document; kept by the editor while the panel is not shown. */
export interface Look {
  readonly section: Section;
  /** Sources of the entries whose settings are open. */
  readonly openEntries: readonly string[];
  /** Sources of the entries whose transform is open. */
  readonly openTransforms: readonly string[];
  /** Source and column, of columns that nothing is done to yet. */
  readonly openColumns: readonly string[];
  /** The same, of the one that could be the next. */
  readonly pickedColumn: string;
  /** Sources of the planned tables that are open. */
  readonly openPlans: readonly string[];
  /** Side and source, as `duckdb samples.tpch.region`; also what else of a plan is folded away, as `unchanged …`. */
  readonly openSql: readonly string[];
  readonly openReceipts: readonly string[];
  readonly advanced: boolean;
}

export const firstLook: Look = {
  section: 'configure',
  openEntries: [],
  openTransforms: [],
  openColumns: [],
  pickedColumn: '',
  openPlans: [],
  openSql: [],
  openReceipts: [],
  advanced: false,
};

/** What an earlier panel kept, if it is sound. */
export function readLook(kept: unknown): Look | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const fields: Readonly<Record<string, unknown>> = { ...kept };
  const section = sections.find((known) => known === fields.section);
  if (section === undefined) return undefined;
  return {
    section,
    openEntries: texts(fields.openEntries),
    openTransforms: texts(fields.openTransforms),
    openColumns: texts(fields.openColumns),
    pickedColumn: '',
    openPlans: texts(fields.openPlans),
    openSql: texts(fields.openSql),
    openReceipts: texts(fields.openReceipts),
    advanced: fields.advanced === true,
  };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
