import { setTimeout as delay } from 'node:timers/promises';
import { type SqlEngine, SqlError, type SqlResult } from '../sql/sql-engine.ts';
import type { Warehouse } from '../warehouses/warehouse.ts';
import type { FaultPlan } from './fault-plan.ts';
import type { FaultEffect, FaultRule } from './fault-rule.ts';

function refusalOf(effect: FaultEffect, table: string): SqlError | undefined {
  if (effect.kind === 'failStatement') return new SqlError(effect.errorClass, effect.sqlState, effect.message);
  if (effect.kind !== 'noPermission') return undefined;
  const message = `[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have ${effect.privilege} on Table '${table}'. SQLSTATE: 42501`;
  return new SqlError('INSUFFICIENT_PERMISSIONS', '42501', message);
}

type Options = Parameters<SqlEngine['execute']>[1];

/** The engine behind the warehouse: it needs a running warehouse, and statements meet the faults that are in force. */
export class DisturbedEngine implements SqlEngine {
  readonly #engine: SqlEngine;
  readonly #faults: FaultPlan;
  readonly #warehouse: Warehouse;
  readonly #disturb: (effect: FaultEffect) => Promise<void>;

  constructor(options: {
    readonly engine: SqlEngine;
    readonly faults: FaultPlan;
    readonly warehouse: Warehouse;
    readonly disturb: (effect: FaultEffect) => Promise<void>;
  }) {
    this.#engine = options.engine;
    this.#faults = options.faults;
    this.#warehouse = options.warehouse;
    this.#disturb = options.disturb;
  }

  async execute(sql: string, options: Options): Promise<SqlResult> {
    const met = this.#faults.take({ operation: 'statement', text: sql });
    for (const rule of met) await this.#apply(rule, options.signal);
    if (!(await this.#warehouse.run(options.signal))) {
      const message = `Command failed because warehouse ${this.#warehouse.id} was stopped.`;
      throw new SqlError('WAREHOUSE_STOPPED', '57014', message);
    }
    return this.#engine.execute(sql, options);
  }

  close(): Promise<void> {
    return this.#engine.close();
  }

  async #apply({ effect, table }: FaultRule, signal: AbortSignal): Promise<void> {
    const refusal = refusalOf(effect, table ?? '');
    if (refusal !== undefined) throw refusal;
    if (effect.kind === 'latency') await delay(effect.ms, undefined, { signal });
    else await this.#disturb(effect);
  }
}
