import { describe, expect, it } from '@jest/globals';
import type { Channel } from '../../api/channels.types';
import type { ConversationRef, Ticket, WayOut } from '../../api/tickets.types';
import { firstOf, linesOf, waysOf } from './lines.rules';

const NOW = new Date('2026-03-15T12:00:00Z');
const channels = [
  { kind: 'limited', abilities: { replyWindowHours: 24 } },
  { kind: 'free', abilities: { replyWindowHours: null } },
  { kind: 'spoken', abilities: { replyWindowHours: null, maxText: 0 } },
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

  it.each([
    ['where its author can be answered only there', 'public_only', null],
    ['where we speak with them on another ticket', 'private_elsewhere', 17],
  ])('says why it is not answered privately, %s', (_, closedReason, ticket) => {
    const said = { public: true, lastInboundAt: '2026-03-15T11:00:00Z', privateAnswer: { closedReason, ticket } };

    expect(lines(said)).toEqual([
      expect.objectContaining({ public: true, closedReason: null }),
      expect.objectContaining({ privately: true, closedReason, elsewhere: ticket }),
    ]);
  });
});

describe('lines on which nobody has spoken yet', () => {
  const way = (channel: string, more: Partial<WayOut> = {}): WayOut => ({
    inbox: { id: channel, name: 'Line' },
    channel,
    to: '+5511955550101',
    optedOut: null,
    lastInboundAt: null,
    ticket: null,
    ...more,
  });
  const ways = (...all: WayOut[]) => waysOf(all, channels, NOW, []);

  it('are those that can be written on, what is closed last, with whom they reach and why', () => {
    expect(ways(way('limited'), way('spoken'), way('free', { ticket: 12 }))).toEqual([
      expect.objectContaining({
        key: 'by free',
        conversationId: null,
        detail: 'Line → +5511955550101',
        closedReason: null,
        elsewhere: 12,
      }),
      expect.objectContaining({ channel: 'limited', closedReason: 'reply_window' }),
    ]);
    expect(ways(way('limited', { lastInboundAt: '2026-03-15T11:00:00Z' }))[0]).toMatchObject({
      closedReason: null,
      goesOn: true,
    });
    expect(ways(way('free'))[0]).toMatchObject({ goesOn: false });
    expect(ways(way('free', { optedOut: { word: 'SAIR', at: '' } }))[0]).toMatchObject({ closedReason: 'opted_out' });
  });

  it('take the place of a telephone, on which nothing is written, and of nothing else', () => {
    const others = ways(way('free'));

    expect(firstOf([line({ channel: 'spoken' }), ...others])).toMatchObject({ key: 'by free' });
    expect(firstOf([line({ channel: 'free' }), ...others])).toMatchObject({ conversationId: 'c' });
    expect(firstOf([line({ channel: 'spoken' })])).toMatchObject({ closedReason: 'calls_only' });
  });
});
