import { describe, expect, it } from '@jest/globals';
import { BATCH, count, nextTurn, settle, type Answer, type Entry } from './outbox.rules.js';

const change = (seq: number, answer?: Answer): Entry => ({
  what: 'change',
  clientId: `c${seq}`,
  seq,
  visitId: 'v',
  at: '2026-11-18T12:00:00Z',
  type: 'note',
  data: { text: String(seq) },
  answer,
});
const file = (seq: number): Entry => ({
  what: 'file',
  clientId: `f${seq}`,
  seq,
  visitId: 'v',
  at: '2026-11-18T12:00:00Z',
  kind: 'photo',
  bytes: new ArrayBuffer(1),
  mime: 'image/jpeg',
});
const no = (clientId: string): Answer => ({ clientId, status: 'conflict', code: 'visit_ended' });
const turnOf = (entries: Entry[]): string[] => {
  const turn = nextTurn(entries);
  if (!turn) return [];
  return turn.what === 'file' ? [turn.entry.clientId] : turn.entries.map((entry) => entry.clientId);
};

describe('what goes next', () => {
  it.each<[string, Entry[], string[]]>([
    ['nothing where nothing waits', [], []],
    ['changes in the order in which they were made', [change(3), change(1), change(2)], ['c1', 'c2', 'c3']],
    ['changes up to the next file', [change(1), change(2), file(3), change(4)], ['c1', 'c2']],
    ['a file before the change that names it', [file(1), change(2)], ['f1']],
    ['what the desk said no to waits for its choice and holds nothing up', [change(1, no('c1')), change(2)], ['c2']],
    ['nothing where all wait for a choice', [change(1, no('c1'))], []],
  ])('%s', (_, entries, expected) => {
    expect(turnOf(entries)).toEqual(expected);
  });

  it('is no more than the server takes at once', () => {
    expect(turnOf(Array.from({ length: BATCH + 50 }, (_, at) => change(at + 1)))).toHaveLength(BATCH);
  });
});

describe('an answer', () => {
  it('forgets what has arrived, keeps a no, and leaves what it does not name to be sent again', () => {
    const { arrived, open } = settle(
      [change(1), change(2), change(3)],
      [{ clientId: 'c1', status: 'applied' }, no('c2')],
    );

    expect(arrived).toEqual(['c1']);
    expect(open).toMatchObject([{ clientId: 'c2', answer: { code: 'visit_ended' } }]);
  });

  it('counts what waits apart from what needs a choice', () => {
    expect(count([change(1), file(2), change(3, no('c3'))])).toEqual({ waiting: 2, conflicts: 1 });
  });
});
