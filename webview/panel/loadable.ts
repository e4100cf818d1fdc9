import type { ErrorData } from '../../src/shared/errors.ts';

/** Something that was asked of the host. */
export type Loadable<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly error: ErrorData };
