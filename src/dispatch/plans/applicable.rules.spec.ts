import { applicable, type Held } from './applicable.rules.js';

const at = (visitId: string, who: string, from: number, to = from + 1): Held => ({
  visitId,
  technicianIds: [who],
  from,
  to,
});

describe('a proposal that is accepted', () => {
  it('lets two visits change places', () => {
    const wanted = [
      { ...at('a', 'bia', 9), now: at('a', 'rui', 9) },
      { ...at('b', 'rui', 9), now: at('b', 'bia', 9) },
    ];

    expect(applicable(wanted, []).moves.map((one) => one.visitId)).toEqual(['a', 'b']);
  });

  it('leaves out what meets somebody who has been planned since', () => {
    const wanted = [{ ...at('a', 'bia', 9), now: null }];

    expect(applicable(wanted, [at('new', 'bia', 9)])).toEqual({ moves: [], stays: ['a'] });
  });

  it('leaves out what then meets one that stays', () => {
    const wanted = [
      { ...at('a', 'bia', 9), now: at('a', 'rui', 10) },
      { ...at('b', 'rui', 10), now: null },
      { ...at('c', 'eva', 10), now: null },
    ];

    const { moves, stays } = applicable(wanted, [at('new', 'bia', 9)]);

    expect(stays).toEqual(['a', 'b']);
    expect(moves.map((one) => one.visitId)).toEqual(['c']);
  });
});
