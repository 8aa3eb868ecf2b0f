import type { ChatMessage } from '../../src/channels/chat/protocol/protocol.js';
import { answerBy, lastOwn, rowsOf } from './thread.js';

const say = (seq: number, kind: ChatMessage['from']['kind'], name: string, at: string): ChatMessage => ({
  id: `m${seq}`,
  seq,
  from: { kind, name },
  text: '',
  attachments: [],
  at: `2026-11-${at}`,
});

describe('the log', () => {
  it('groups what one person says in one go', () => {
    const rows = rowsOf([
      say(1, 'visitor', '', '21T12:00:00'),
      say(2, 'visitor', '', '21T12:01:00'),
      say(3, 'agent', 'Rui', '21T12:02:00'),
      say(4, 'agent', 'Rui', '21T12:20:00'),
      say(5, 'agent', 'Ana', '21T12:21:00'),
    ]);
    expect(rows.map((r) => r.kind === 'message' && r.last)).toEqual([false, true, true, true, true]);
  });

  it('shows where a day begins', () => {
    const rows = rowsOf([say(1, 'agent', 'Rui', '20T12:00:00'), say(2, 'agent', 'Rui', '21T12:00:00')]);
    expect(rows.map((r) => r.kind)).toEqual(['message', 'day', 'message']);
  });

  it('shows what happened apart from what was said', () => {
    expect(rowsOf([say(1, 'system', '', '20T12:00:00')])[0]).toMatchObject({ kind: 'event' });
  });

  it('knows the visitor’s last message', () => {
    expect(lastOwn([say(1, 'visitor', '', '21T12:00:00'), say(2, 'agent', 'Rui', '21T12:00:00')])).toBe(1);
    expect(lastOwn([])).toBe(0);
  });
});

describe('the promise of an answer', () => {
  const promise = { metric: 'first_response', dueAt: '2026-11-21T14:30:00.000Z' };
  const now = Date.parse('2026-11-21T14:00:00.000Z');
  const asked = say(1, 'visitor', '', '21T13:55:00');

  it.each([
    ['while somebody waits', promise, [asked], now, promise.dueAt],
    ['also after a greeting of the house', promise, [asked, say(2, 'bot', 'Hi', '21T13:56:00')], now, promise.dueAt],
    ['no more once somebody has answered', promise, [asked, say(2, 'agent', 'Rui', '21T13:56:00')], now, undefined],
    ['no more once it is broken', promise, [asked], Date.parse(promise.dueAt), undefined],
    ['before anything was asked', promise, [], now, undefined],
    ['where another thing is promised', { ...promise, metric: 'resolution' }, [asked], now, undefined],
    ['where nothing is promised', null, [asked], now, undefined],
  ])('is shown, or not: %s', (_, given, messages, at, due) => {
    expect(answerBy(given, messages, at)?.toISOString()).toBe(due);
  });
});
