import fc from 'fast-check';
import { fill, type Bucket } from './delivery.rules.js';
import { rankOf, turnOf, type Waiting } from './send-turn.rules.js';

const usual: Waiting = { automatic: false, broadcast: false, priority: 2, holdsUp: false };

describe('the order in which a line sends', () => {
  it('is by rank: urgent people, people, urgent notices, notices, what goes to many', () => {
    const machine = { ...usual, automatic: true };
    const inOrder: Waiting[] = [
      { ...usual, priority: 4 },
      usual,
      { ...machine, priority: 4 },
      machine,
      { ...machine, broadcast: true },
    ];

    expect(inOrder.map(rankOf)).toEqual([0, 1, 2, 3, 4]);
  });

  it('lifts what a machine said to where the person is who waits behind it', () => {
    expect(rankOf({ ...usual, automatic: true, holdsUp: true })).toBe(rankOf(usual));
  });

  interface Word {
    at: number;
    rank: number;
    id: number;
  }
  interface Left extends Word {
    left: number;
  }

  /** Everybody asks when they come, and again when they were told to; nobody is woken by anybody else. */
  function play(words: Word[], budget: { perSecond: number; burst: number }): Left[] {
    const left: Left[] = [];
    const waiting: Word[] = [];
    const asks = words.map((word) => ({ word, at: word.at }));
    let bucket: Bucket | null = null;
    while (asks.length > 0) {
      asks.sort((a, b) => a.at - b.at || a.word.id - b.word.id);
      const { word, at } = asks.shift()!;
      const now = new Date(at);
      const tokens = fill(bucket, budget, now);
      const ahead = waiting.filter((other) => order(other, word) < 0).length;
      const { goes, waitMs } = turnOf(tokens, ahead, budget.perSecond);
      if (!goes) {
        if (!waiting.includes(word)) waiting.push(word);
        asks.push({ word, at: at + Math.max(1, waitMs) });
        continue;
      }
      if (waiting.includes(word)) waiting.splice(waiting.indexOf(word), 1);
      bucket = { tokens: tokens - 1, at: now };
      left.push({ ...word, left: at });
    }
    return left;
  }
  const order = (a: Word, b: Word): number => a.rank - b.rank || a.at - b.at || a.id - b.id;

  const arrivals = fc
    .array(fc.record({ at: fc.integer({ min: 0, max: 4_000 }), rank: fc.integer({ min: 0, max: 4 }) }), {
      minLength: 1,
      maxLength: 60,
    })
    .map((words) => words.toSorted((a, b) => a.at - b.at).map((word, id) => ({ ...word, id })));
  const budgets = fc.record({ perSecond: fc.integer({ min: 1, max: 50 }), burst: fc.integer({ min: 1, max: 20 }) });

  it('never sends more than its burst and its pace allow, in any stretch of time', () => {
    fc.assert(
      fc.property(arrivals, budgets, (words, budget) => {
        const left = play(words, budget);
        for (const [from, first] of left.entries()) {
          for (const [to, last] of left.entries()) {
            if (to < from) continue;
            const allowed = budget.burst + ((last.left - first.left) / 1000) * budget.perSecond;
            expect(to - from + 1).toBeLessThanOrEqual(allowed + 1e-6);
          }
        }
      }),
    );
  });

  it('lets nobody wait for longer than those who go before them take, however many others there are', () => {
    fc.assert(
      fc.property(arrivals, budgets, (words, budget) => {
        const left = play(words, budget);
        expect(left).toHaveLength(words.length);
        for (const one of left) {
          const before = left.filter((other) => order(other, one) < 0 && other.left >= one.at && other.at <= one.left);
          // Each is told in whole milliseconds when to ask again.
          const longest = ((before.length + 1) / budget.perSecond) * 1000 + before.length + 2;
          expect(one.left - one.at).toBeLessThanOrEqual(longest);
        }
      }),
    );
  });

  it('is first come, first served within a rank', () => {
    fc.assert(
      fc.property(arrivals, budgets, (words, budget) => {
        const left = play(words, budget);
        for (const rank of [0, 1, 2, 3, 4]) {
          const ids = left.filter((word) => word.rank === rank).map(({ id }) => id);
          expect(ids).toEqual(ids.toSorted((a, b) => a - b));
        }
      }),
    );
  });
});
