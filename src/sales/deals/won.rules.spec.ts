import { wonTerms, type KnownTerms } from './won.rules.js';

const deal = { title: 'Cameras', valueMinor: 90_000, months: 36, contactId: 'ana' };
const offered: KnownTerms = {
  packageId: 'gold',
  kind: 'rental',
  months: 24,
  startsOn: '2026-03-01',
  installation: true,
  reference: 'P-1-2',
  lines: [{ text: 'Camera', quantity: 4, amount: 12_000, period: 'month', per: 'device' }],
};

describe('what a won deal becomes', () => {
  it.each([
    ['is what was offered, where nobody says otherwise', deal, {}, offered, { ...offered }, []],
    [
      'has the term and the day that are said now',
      deal,
      { months: null, startsOn: null, installation: false },
      offered,
      { ...offered, months: null, startsOn: null, installation: false },
      [],
    ],
    [
      'has the prices of a package that is chosen anew',
      deal,
      { packageId: 'silver' },
      offered,
      { ...offered, packageId: 'silver', lines: null },
      [],
    ],
    [
      'is worth what the deal is, where nothing was offered',
      deal,
      {},
      null,
      {
        packageId: null,
        kind: 'service',
        months: 36,
        startsOn: null,
        installation: false,
        reference: null,
        lines: [{ text: 'Cameras', quantity: 1, amount: 90_000, period: 'month', per: 'contract' }],
      },
      [],
    ],
    [
      'asks for a package where nobody knows what is paid, and for a person where somebody is to come',
      { ...deal, valueMinor: null, contactId: null },
      { installation: true },
      null,
      { packageId: null, lines: null, installation: true },
      ['packageId', 'contactId'],
    ],
  ])('%s', (_, from, said, known, terms, missing) => {
    expect(wonTerms(from, said, known)).toMatchObject({ terms, missing });
  });
});
