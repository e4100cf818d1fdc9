import { ReplicatorError } from '../../../shared/errors.ts';

/**
 * Memory that both threads see, since a thread that waits in a callback of the database gets no messages: slot 0 counts
 * the cancels, slot 1 the calls that wait for their turn.
 */
export function createControl(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(8));
}

export function cancelEpoch(control: Int32Array<SharedArrayBuffer>): number {
  return Atomics.load(control, 0);
}

export function countCancel(control: Int32Array<SharedArrayBuffer>): void {
  Atomics.add(control, 0, 1);
}

export function countWaiting(control: Int32Array<SharedArrayBuffer>, change: 1 | -1): void {
  Atomics.add(control, 1, change);
}

/** Whether a call has been cancelled since it was made. */
export class Cancellation {
  readonly #control: Int32Array<SharedArrayBuffer>;
  readonly #epoch: number;

  constructor(control: Int32Array<SharedArrayBuffer>, epoch: number) {
    this.#control = control;
    this.#epoch = epoch;
  }

  get othersWait(): boolean {
    return Atomics.load(this.#control, 1) > 0;
  }

  get isRequested(): boolean {
    return cancelEpoch(this.#control) !== this.#epoch;
  }

  /** @throws ReplicatorError `run.cancelled` */
  check(): void {
    if (this.isRequested) {
      throw new ReplicatorError('run.cancelled', 'Cancelled.');
    }
  }
}
