import { orCancelled } from '../../../shared/cancellation.ts';
import { ReplicatorError } from '../../../shared/errors.ts';

interface Waiting {
  readonly share: BudgetShare;
  readonly bytes: number;
  readonly admit: () => void;
}

/** What is so small against the whole passes at once, as long as its stream holds no more than that. */
const smallPart = 64;

/**
 * Bytes that may be under way between the network and the sink, all streams together.
 *
 * Whoever holds least comes first, and each open stream keeps room for one chunk: a stream whose rows are being written
 * must never wait for bytes that are held by streams whose turn to write has not come. What is larger than the whole
 * passes alone, and nothing but small requests goes before it.
 */
export class ByteBudget {
  readonly #shares = new Set<BudgetShare>();
  #queue: readonly Waiting[] = [];
  #total: number;

  constructor(total: number) {
    this.#total = total;
  }

  /** @param chunkBytes of its largest chunk */
  open(chunkBytes: number): BudgetShare {
    const share = new BudgetShare(chunkBytes, {
      enqueue: (waiting) => {
        this.#queue = [...this.#queue, waiting];
        this.#admit();
      },
      withdraw: (waiting) => {
        const found = this.#queue.includes(waiting);
        this.#queue = this.#queue.filter((one) => one !== waiting);
        return found;
      },
      changed: () => {
        if (share.isClosed && share.held === 0) this.#shares.delete(share);
        this.#admit();
      },
    });
    this.#shares.add(share);
    return share;
  }

  /** What is under way stays so, even where that is more. */
  resize(total: number): void {
    this.#total = total;
    this.#admit();
  }

  #admit(): void {
    // The sort is stable: of those who hold the same, first come, first served.
    let blocked = false;
    for (const waiting of [...this.#queue].sort((a, b) => a.share.held - b.share.held)) {
      const { share, bytes } = waiting;
      const small = share.held + bytes <= this.#total / smallPart;
      if (small || (!blocked && this.#fits(waiting))) {
        this.#queue = this.#queue.filter((one) => one !== waiting);
        share.held += bytes;
        waiting.admit();
      } else blocked ||= share.held === 0;
    }
  }

  #fits({ share, bytes }: Waiting): boolean {
    let taken = 0;
    let kept = 0;
    for (const one of this.#shares) {
      taken += one.held;
      if (one !== share && !one.isClosed) kept += Math.max(0, one.chunkBytes - one.held);
    }
    if (taken === 0) return true;
    return taken + bytes + (share.held === 0 ? 0 : kept) <= this.#total;
  }
}

interface BudgetQueue {
  enqueue(waiting: Waiting): void;
  /** False where it is no longer waiting. */
  withdraw(waiting: Waiting): boolean;
  changed(): void;
}

/** What one stream holds of the budget. */
export class BudgetShare {
  readonly chunkBytes: number;
  held = 0;
  readonly #queue: BudgetQueue;
  #closed = false;

  constructor(chunkBytes: number, queue: BudgetQueue) {
    this.chunkBytes = chunkBytes;
    this.#queue = queue;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** @throws ReplicatorError `run.cancelled`, and then nothing has been taken */
  async take(bytes: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiting: Waiting = { share: this, bytes, admit: resolve };
    this.#queue.enqueue(waiting);
    try {
      await orCancelled(promise, signal);
    } catch (thrown) {
      if (this.#queue.withdraw(waiting)) this.#queue.changed();
      else this.give(bytes);
      throw thrown;
    }
  }

  /**
   * Bytes come back; fewer than none where more turned out to be needed than was taken.
   * @throws ReplicatorError `internal.bug` where they have come back already
   */
  give(bytes: number): void {
    if (bytes > this.held)
      throw new ReplicatorError('internal.bug', `${bytes} bytes came back, of which ${this.held} were under way.`);
    this.held -= bytes;
    this.#queue.changed();
  }

  /** Nothing more will be taken; what is held comes back by and by. */
  close(): void {
    this.#closed = true;
    this.#queue.changed();
  }
}
