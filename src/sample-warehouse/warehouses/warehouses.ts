import { RestError } from '../http/rest-error.ts';
import type { Warehouse } from './warehouse.ts';

/** The warehouses of the workspace, the one that clients are told of first. */
export class Warehouses {
  readonly #all: readonly Warehouse[];

  constructor(all: readonly Warehouse[]) {
    this.#all = all;
  }

  /** Those that are there; one that was deleted is not listed any more. */
  list(): readonly Warehouse[] {
    return this.#all.filter((warehouse) => warehouse.state !== 'DELETED');
  }

  /** @throws RestError 400 for what cannot be an id, 404 for an unknown one */
  get(id: string): Warehouse {
    if (!/^[0-9a-f]{16}$/.test(id)) {
      throw new RestError(400, 'INVALID_PARAMETER_VALUE', `${id} is not a valid endpoint id.`);
    }
    const found = this.list().find((warehouse) => warehouse.id === id);
    if (found === undefined) throw new RestError(404, 'RESOURCE_DOES_NOT_EXIST', `SQL warehouse ${id} does not exist.`);
    return found;
  }

  close(): void {
    for (const warehouse of this.#all) warehouse.close();
  }
}
