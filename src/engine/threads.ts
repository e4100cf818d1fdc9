/** The entry files of the engine's threads; the host names them, because only it knows how it was built. */
export interface EngineThreads {
  readonly fetch: URL;
  readonly sink: URL;
}
