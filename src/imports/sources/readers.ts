import { ChatwootReader } from './chatwoot.reader.rules.js';
import { FreescoutReader } from './freescout.reader.rules.js';
import { FreshdeskReader } from './freshdesk.reader.rules.js';
import type { SourceKey, SourceReader } from './source.js';
import { ZammadReader } from './zammad.reader.rules.js';
import { ZendeskReader } from './zendesk.reader.rules.js';

const READERS: Record<Exclude<SourceKey, 'csv'>, new () => SourceReader> = {
  zendesk: ZendeskReader,
  freshdesk: FreshdeskReader,
  chatwoot: ChatwootReader,
  zammad: ZammadReader,
  freescout: FreescoutReader,
};

/** Each desk's own way of saying things. */
export function readerOf(source: SourceKey): SourceReader {
  if (source === 'csv') throw new Error('a table has no reader of its own');
  return new READERS[source]();
}
