import { isWithin, OWN_ONLY, rightsNow, type Rights } from './rights.rules.js';

const with_ = (some: Partial<Rights>): Rights => ({ ...OWN_ONLY, ...some });
const all = with_({ tickets: 'company', equipment: true, money: true, people: true });

it.each<[string, Rights, Rights, boolean]>([
  ['everything by who has everything', all, all, true],
  ['nothing by who has nothing', OWN_ONLY, OWN_ONLY, true],
  [
    'the company by who has one site',
    with_({ tickets: 'company' }),
    with_({ tickets: 'sites', siteIds: ['a'] }),
    false,
  ],
  [
    'a site by who has it',
    with_({ tickets: 'sites', siteIds: ['a'] }),
    with_({ tickets: 'sites', siteIds: ['a', 'b'] }),
    true,
  ],
  [
    'a site by who has another',
    with_({ tickets: 'sites', siteIds: ['c'] }),
    with_({ tickets: 'sites', siteIds: ['a'] }),
    false,
  ],
  ['any site by who has the company', with_({ tickets: 'sites', siteIds: ['c'] }), all, true],
  [
    'equipment of a site by who has another',
    with_({ equipment: true, siteIds: ['c'] }),
    with_({ equipment: true, siteIds: ['a'] }),
    false,
  ],
  ['money by who has none', with_({ money: true }), { ...all, money: false }, false],
  ['people by who has none', with_({ people: true }), { ...all, people: false }, false],
])('giving %s', (_, given, mine, allowed) => {
  expect(isWithin(given, mine)).toBe(allowed);
});

it.each<[string, string | null, string | null, Rights]>([
  ['in the company for which they were given', 'a', 'a', all],
  ['after going to another', 'a', 'b', OWN_ONLY],
  ['after leaving', 'a', null, OWN_ONLY],
  ['given for none', null, 'a', OWN_ONLY],
  ['given for none and in none', null, null, OWN_ONLY],
])('rights %s', (_, givenFor, companyId, expected) => {
  expect(rightsNow(all, givenFor, companyId)).toEqual(expected);
});
