/** The library's own module: its entry keeps one context for good, which is of no use after the first damaged frame. */
declare module '@foxglove/wasm-lz4/dist/wasm-lz4.js' {
  export interface Lz4Module {
    /** All of its memory; another array after it has grown. */
    readonly HEAPU8: Uint8Array<ArrayBuffer>;
    /** 0 where there is no room. */
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    _createDecompressionContext(): number;
    /** The length of what the frame held, or -1: damaged, cut short, or longer than the capacity. */
    _decompressFrame(context: number, target: number, capacity: number, source: number, length: number): number;
  }
  export default function createModule(): Promise<Lz4Module>;
}
