import { asReplicatorError, type ErrorData, toErrorData } from '../../src/shared/errors.ts';
import type {
  DocumentState,
  PanelHost,
  PanelSnapshot,
  PanelView,
  PlanState,
  RunState,
} from '../../src/shared/protocol/panel-protocol.ts';
import { firstLook, type Look, type Section } from './look.ts';
import { isLive } from './models/run-view-model.ts';

/** Everything that is on the page. */
export interface PanelModel {
  /** Undefined until the host has answered. */
  readonly snapshot: PanelSnapshot | undefined;
  /** What the last request of the person failed with. */
  readonly problem: ErrorData | undefined;
  readonly look: Look;
}

/** What the host last said, and how the person looks at it; whoever listens hears of every change. */
export class PanelStore implements PanelView {
  #model: PanelModel = { snapshot: undefined, problem: undefined, look: firstLook };
  readonly #changed: () => void;
  onDidChangeLook: (look: Look) => void = () => undefined;
  onDidChangeConnection: () => void = () => undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get model(): PanelModel {
    return this.#model;
  }

  /** @param look - as an earlier page of this panel was left; without one, what goes on is shown */
  async load(host: PanelHost, look: Look | undefined): Promise<void> {
    if (look !== undefined) this.#change({ look });
    await this.attempt(async () => {
      const snapshot = await host.pull();
      this.#change({ snapshot });
      const section = sectionOf(snapshot);
      if (look === undefined && section !== undefined) this.setLook({ section });
    });
  }

  onDocument(document: DocumentState): void {
    const before = this.#model.snapshot?.document;
    this.#tell({ document });
    if (before !== undefined && connectionOf(before) !== connectionOf(document)) this.onDidChangeConnection();
  }

  onPlan(plan: PlanState): void {
    this.#tell({ plan });
  }

  onRun(run: RunState): void {
    this.#tell({ run });
  }

  setLook(look: Partial<Look>): void {
    this.#change({ look: { ...this.#model.look, ...look } });
    this.onDidChangeLook(this.#model.look);
  }

  dismissProblem(): void {
    this.#change({ problem: undefined });
  }

  /** What fails is shown at the top; what a person cancelled is not. */
  async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      if (this.#model.problem !== undefined) this.#change({ problem: undefined });
      await work();
    } catch (thrown) {
      if (asReplicatorError(thrown).code !== 'run.cancelled') this.#change({ problem: toErrorData(thrown) });
    }
  }

  #tell(part: Partial<PanelSnapshot>): void {
    const { snapshot } = this.#model;
    // What comes before the first answer is in that answer too.
    if (snapshot === undefined) return;
    const next = { ...snapshot, ...part };
    this.#change({ snapshot: next });
    const section = sectionOf(next);
    if (section !== undefined && section !== sectionOf(snapshot)) this.setLook({ section });
  }

  #change(part: Partial<PanelModel>): void {
    this.#model = { ...this.#model, ...part };
    this.#changed();
  }
}

function connectionOf({ connections, outline }: DocumentState): string {
  return `${outline.connection} ${connections.find(({ chosen }) => chosen)?.id}`;
}

/** Where something goes on, whoever began it. */
function sectionOf({ plan, run }: PanelSnapshot): Section | undefined {
  if (plan.state === 'planning') return 'plan';
  return run.record !== undefined && isLive(run.record) ? 'run' : undefined;
}
