import type { ChatMessage } from '../../src/channels/chat/protocol/protocol.js';
import { lastOwn, rowsOf } from './thread.js';

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
