import fc from 'fast-check';
import { added, interleave, type Placed } from './merge.rules.js';

const history = (side: string) =>
  fc
    .array(fc.integer({ min: 0, max: 50 }), { maxLength: 20 })
    .map((times) => times.map((t, n): Placed => ({ id: `${side}${n}`, at: new Date(t) })));

describe('two histories', () => {
  it('become one in which each keeps its own order', () => {
    fc.assert(
      fc.property(history('a'), history('b'), (a, b) => {
        const merged = interleave(a, b);

        expect(merged.filter((id) => id.startsWith('a'))).toEqual(a.map((m) => m.id));
        expect(merged.filter((id) => id.startsWith('b'))).toEqual(b.map((m) => m.id));
        expect(merged).toHaveLength(a.length + b.length);
      }),
    );
  });

  it('become one by time where each is in order', () => {
    fc.assert(
      fc.property(history('a'), history('b'), (a, b) => {
        const inOrder = (list: Placed[]): Placed[] => [...list].sort((x, y) => x.at.getTime() - y.at.getTime());
        const [left, right] = [inOrder(a), inOrder(b)];
        const at = new Map([...left, ...right].map((m) => [m.id, m.at.getTime()]));

        const times = interleave(left, right).map((id) => at.get(id)!);

        expect(times).toEqual([...times].sort((x, y) => x - y));
      }),
    );
  });
});

it('what both have counts once', () => {
  expect(added(['vip', 'fire'], ['fire', 'swap', 'swap'])).toEqual(['swap']);
});
