import type { SourceKey, SourceReader } from './source.js';

/** Each desk's own way of saying things. */
export function readerOf(source: SourceKey): SourceReader {
  throw new Error(`no reader of ${source}`);
}
