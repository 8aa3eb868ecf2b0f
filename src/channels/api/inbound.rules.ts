import { displayName, typeOf } from '../../conversations/file-type.rules.js';
import { Unreadable, type Inbound, type InboundMessage } from '../contract.js';
import { MAX_FILE_BYTES } from './api.schemas.js';
import { readEvent, type ApiEvent, type ApiFile, type ApiMessage } from './api.events.js';

/** Corrections name a message and nobody: they wait for none. */
export const saidBy = (event: ApiEvent): string | undefined =>
  event.type === 'message' ? event.message.from.id : undefined;

/** What an event means to us. */
export function inboundOf(raw: Buffer): Inbound[] {
  const read = readEvent(raw);
  if ('mistakes' in read) {
    const [first] = read.mistakes;
    throw new Unreadable(`invalid: ${first?.path ?? ''} ${first?.message ?? ''}`.trim());
  }
  return [meaningOf(read.event)];
}

function meaningOf(event: ApiEvent): Inbound {
  switch (event.type) {
    case 'message':
      return messageOf(event.id, event.message);
    case 'receipt': {
      const { of, ...what } = event.receipt;
      return { type: 'receipt', of: { externalId: of }, ...what };
    }
    case 'edit':
      return {
        type: 'change',
        of: { externalId: event.edit.of },
        change: { kind: 'edited', text: event.edit.text },
      };
    case 'unsend':
      return { type: 'change', of: { externalId: event.unsend.of }, change: { kind: 'unsent' } };
    case 'reaction':
      return {
        type: 'change',
        of: { externalId: event.reaction.of },
        change: { kind: 'reacted', mark: event.reaction.mark },
      };
  }
}

function messageOf(eventId: string, message: ApiMessage): InboundMessage {
  const { from, files = [], text = '' } = message;
  const verified = from.verified ?? false;
  return {
    type: 'message',
    externalId: message.id ?? eventId,
    sender: {
      kind: 'external',
      value: from.id,
      name: from.name,
      verified: true,
      also: [
        ...(from.email ? [{ kind: 'email' as const, value: from.email, verified }] : []),
        ...(from.phone ? [{ kind: 'phone' as const, value: from.phone, verified }] : []),
      ],
    },
    text,
    ...(files.length > 0 && { files: files.map(fileOf) }),
    thread: { senderProven: true },
    ...(message.replyTo && { meta: { replyTo: message.replyTo } }),
    ...(message.language && { language: message.language }),
    ...(message.automatic && { automatic: 'api' }),
  };
}

function fileOf({ name, type = '', content, url }: ApiFile): NonNullable<InboundMessage['files']>[number] {
  if (url !== undefined) return { reference: url, name: displayName(name), type };
  const bytes = Buffer.from(content ?? '', 'base64');
  if (bytes.length > MAX_FILE_BYTES) throw new Unreadable('file-too-large');
  return { name: displayName(name), type: typeOf(bytes, type), content: bytes, inline: false };
}
