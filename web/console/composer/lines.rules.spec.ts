import { describe, expect, it } from '@jest/globals';
import type { Channel } from '../../api/channels.types';
import type { ConversationRef, Ticket } from '../../api/tickets.types';
import { linesOf } from './lines.rules';

const NOW = new Date('2026-03-15T12:00:00Z');
const channels = [
  { kind: 'limited', abilities: { replyWindowHours: 24 } },
  { kind: 'free', abilities: { replyWindowHours: null } },
  {
    kind: 'page',
    abilities: { replyWindowHours: 24, personWindow: { hours: 168, setting: 'late' }, privateReplyHours: 168 },
  },
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

describe('a page', () => {
  const on = (late: boolean) => [{ id: 'i', settings: { late } }];
  const lines = (conversation: Partial<ConversationRef>, late = false) =>
    linesOf(
      { conversations: [{ id: 'c', inboxId: 'i', channel: 'page', ...conversation }] } as unknown as Ticket,
      [],
      channels,
      NOW,
      on(late),
    );

  it.each([
    ['within a day', '2026-03-15T11:00:00Z', true, { closedReason: null, late: false }],
    [
      'on the third day, where people may still answer',
      '2026-03-13T11:00:00Z',
      true,
      { closedReason: null, late: true },
    ],
    [
      'on the third day, where they may not',
      '2026-03-13T11:00:00Z',
      false,
      { closedReason: 'reply_window', late: false },
    ],
    ['after a week', '2026-03-07T11:00:00Z', true, { closedReason: 'late_window', late: true }],
    ['before they answered our private word', undefined, true, { closedReason: 'private_once' }],
  ])('%s', (_, lastInboundAt, late, expected) => {
    expect(lines({ lastInboundAt }, late)).toEqual([expect.objectContaining(expected)]);
  });

  it('answers what was said in public there, or privately for a week', () => {
    const said = (lastInboundAt: string) => lines({ public: true, lastInboundAt });

    expect(said('2026-03-10T12:00:00Z')).toEqual([
      expect.objectContaining({ public: true, privately: false, closedReason: null }),
      expect.objectContaining({ public: false, privately: true, closedReason: null }),
    ]);
    expect(said('2026-03-01T12:00:00Z').map(({ closedReason }) => closedReason)).toEqual([null, 'private_over']);
  });
});
