import { expect } from 'vitest';
import type { FaultRule } from '../../src/sample-warehouse/faults/fault-rule.ts';
import { type Attempt, type AttemptRequest, Attempts } from './attempts.ts';

const shaky = { source: ['samples', 'types', 'shaky'], target: ['types', 'shaky'] } as const;

/** `samples.types.shaky`, of which there is a copy of version 0, while the source is at version 1 by now. */
export class ShakyTable {
  readonly tables = '[samples.types.shaky]';
  readonly attempts: Attempts;
  private readonly previous: string;

  private constructor(attempts: Attempts, previous: string) {
    this.attempts = attempts;
    this.previous = previous;
  }

  static async start(): Promise<ShakyTable> {
    // Five files or so per result, so that one of them can go wrong among others.
    const attempts = await Attempts.start({ fileBytes: 150_000, warehouseStartMs: 200 });
    await attempts.served.execute(
      "CREATE TABLE samples.types.shaky AS SELECT id, concat('name ', id) AS name FROM range(30000)",
      'CREATE VIEW samples.types.shaky_view AS SELECT id, name FROM samples.types.shaky',
    );
    const first = await attempts.run({ tables: '[samples.types.shaky, samples.types.shaky_view]' });
    expect(first).toMatchObject({ code: 0, errors: [] });
    await attempts.served.execute("INSERT INTO samples.types.shaky VALUES (-1, 'new')");
    return new ShakyTable(attempts, first.target);
  }

  get warehouse() {
    return this.attempts.served.warehouse;
  }

  /** Ends all faults. */
  calm(): void {
    this.warehouse.faults.clear();
    this.warehouse.warehouse.setState('RUNNING');
  }

  /** A run over the previous copy, under a fault that it has to meet. */
  async disturbed(rule: FaultRule | undefined, request: Partial<AttemptRequest> = {}): Promise<Attempt> {
    const added = rule === undefined ? undefined : this.warehouse.faults.add(rule);
    const { attempts, tables } = this;
    const attempt = await attempts.run({ tables, target: attempts.file(this.previous), ...request });
    if (added !== undefined) expect(added.met(), 'the fault is met').toBeGreaterThan(0);
    return attempt;
  }

  resume(attempt: Attempt): Promise<Attempt> {
    return this.attempts.run({ tables: this.tables, target: attempt.target, args: ['--resume', 'last'] });
  }

  async expectNew(attempt: Attempt): Promise<void> {
    expect(attempt).toMatchObject({ code: 0, errors: [], receipts: [{ rows: { stored: 30_001, source: 30_001 } }] });
    expect(await this.attempts.served.differences(attempt.target, [{ ...shaky, version: 1 }])).toEqual([]);
    expect(await this.attempts.tablesIn(attempt.target)).toEqual(['types.shaky', 'types.shaky_view']);
  }

  /** The previous copy is there row for row; staging is where a resume can go on with it, and nowhere else. */
  async expectUntouched(
    attempt: Attempt,
    options: { readonly resumable: boolean; readonly code?: number },
  ): Promise<void> {
    expect(attempt.code).toBe(options.code ?? 1);
    expect(attempt.receipts).toEqual([]);
    expect(await this.attempts.served.differences(attempt.target, [{ ...shaky, version: 0 }])).toEqual([]);
    const staging = (await this.attempts.tablesIn(attempt.target)).filter((name) => name.endsWith('__staging'));
    expect(staging.length > 0, 'staging is kept').toBe(options.resumable);
  }
}
