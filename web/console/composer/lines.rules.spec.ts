import { expect, it } from '@jest/globals';
import type { Channel } from '../../api/channels.types';
import type { ConversationRef, Ticket } from '../../api/tickets.types';
import { linesOf } from './lines.rules';

const NOW = new Date('2026-03-15T12:00:00Z');
const channels = [
  { kind: 'limited', abilities: { replyWindowHours: 24 } },
  { kind: 'free', abilities: { replyWindowHours: null } },
] as unknown as Channel[];
const line = (conversation: Partial<ConversationRef>) =>
  linesOf({ conversations: [{ id: 'c', inboxId: 'i', ...conversation }] } as unknown as Ticket, [], channels, NOW)[0]!;

it.each([
  ['a channel without a limit', { channel: 'free' }, null],
  ['a customer who wrote an hour ago', { channel: 'limited', lastInboundAt: '2026-03-15T11:00:00Z' }, null],
  [
    'a customer who wrote the day before',
    { channel: 'limited', lastInboundAt: '2026-03-14T11:00:00Z' },
    'reply_window',
  ],
  ['a customer who never wrote', { channel: 'limited' }, 'reply_window'],
  ['what the server says', { channel: 'free', closedReason: 'opted_out' }, 'opted_out'],
])('%s', (_, conversation, expected) => {
  expect(line(conversation).closedReason).toBe(expected);
});
