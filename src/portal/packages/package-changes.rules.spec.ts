import { changesTo, type Comparable } from './package-changes.rules.js';

const month = (amount: number) => ({ period: 'month', per: 'contract', amount, currency: 'BRL' }) as const;
const silver: Comparable = {
  prices: [month(89_000), { period: 'setup', per: 'contract', amount: 45_000, currency: 'BRL' }],
  allowances: [{ what: 'visit', perMonth: 1 }],
  promises: [{ target: 'first_response', minutes: 240 }],
};
const gold: Comparable = {
  prices: [month(189_000)],
  allowances: [
    { what: 'visit', perMonth: 3 },
    { what: 'report', perMonth: 2 },
  ],
  promises: [
    { target: 'first_response', minutes: 30 },
    { target: 'on_site', minutes: 240 },
  ],
};

describe('another package', () => {
  it('says what is paid, included and promised differently', () => {
    expect(changesTo(gold, silver).map(({ what, of, from, to, better }) => [what, of, from, to, better])).toEqual([
      ['price', 'month contract', 89_000, 189_000, null],
      ['visit', null, 1, 3, true],
      ['report', null, 0, 2, true],
      ['promise', 'first_response', 240, 30, true],
      ['promise', 'on_site', null, 240, true],
    ]);
  });

  it('does not hide what gets less', () => {
    expect(changesTo(silver, gold).filter(({ better }) => better === false)).toHaveLength(4);
  });

  it('that is the same changes nothing', () => {
    expect(changesTo(gold, gold)).toEqual([]);
  });
});
