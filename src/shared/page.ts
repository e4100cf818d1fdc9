/** One page of a list; `next` is absent on the last one. A page may be empty and still not be the last. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Opaque; asks for the page after this one. */
  readonly next?: string;
}
