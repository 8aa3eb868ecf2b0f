import { describe, expect, it } from '@jest/globals';
import type { Message, TicketEvent } from '../../api/tickets.types';
import { quotedPart, timelineOf } from './timeline.rules';

const options = { dayOf: (at: string) => at.slice(0, 10), isTalk: (channel: string) => channel === 'chat' };

let seq = 0;
const said = (at: string, more: Partial<Message> = {}): Message => ({
  id: `m${++seq}`,
  seq,
  ticketId: 't',
  conversationId: 'c',
  kind: 'message',
  direction: 'in',
  channel: 'email',
  from: { name: 'Ana' },
  to: [],
  cc: [],
  text: 'text',
  attachments: [],
  state: 'received',
  automatic: false,
  at: `2026-11-${at}Z`,
  ...more,
});
const happened = (at: string, type = 'ticket.priority-changed'): TicketEvent => ({
  id: `e${++seq}`,
  seq,
  ticketId: 't',
  type,
  at: `2026-11-${at}Z`,
  data: {},
});
const kinds = (messages: Message[], events: TicketEvent[] = []) =>
  timelineOf(messages, events, options).map((item) => item.kind);

describe('the timeline', () => {
  it('separates days', () => {
    expect(kinds([said('16T10:00:00'), said('16T11:00:00'), said('17T09:00:00')])).toEqual([
      'day',
      'message',
      'message',
      'day',
      'message',
    ]);
  });

  it('puts bubbles of one chat together until it rests', () => {
    const chat = { channel: 'chat' };
    const items = timelineOf(
      [said('17T10:00:00', chat), said('17T10:05:00', chat), said('17T13:00:00', chat)],
      [],
      options,
    );
    expect(items.map((item) => (item.kind === 'talk' ? item.messages.length : item.kind))).toEqual(['day', 2, 1]);
  });

  it('folds events that stand between two messages, and leaves out those that a message tells itself', () => {
    const first = said('17T10:00:00', { seq: 1 });
    const events = [happened('17T10:01:00'), happened('17T10:02:00'), happened('17T10:03:00', 'message.added')];
    const items = timelineOf([first, said('17T10:10:00')], events, options);
    expect(items.map((item) => (item.kind === 'events' ? item.events.length : item.kind))).toEqual([
      'day',
      'message',
      2,
      'message',
    ]);
  });

  it('does not show what was taken back', () => {
    expect(kinds([said('17T10:00:00', { state: 'cancelled' })])).toEqual([]);
  });
});

describe('the folded history of a mail', () => {
  it.each([
    ['Thanks!', 'Thanks!\n\n> Did it help?', '> Did it help?'],
    ['Thanks!', null, ''],
    ['Thanks!', 'Thanks!', ''],
    ['a text that was cleaned', 'another text', 'another text'],
  ])('of %j in %j is %j', (text, full, quoted) => expect(quotedPart(text, full)).toBe(quoted));
});
