import fc from 'fast-check';
import { audienceOf, roomsOf } from './portal-rooms.rules.js';

const few = fc.constantFrom('a', 'b', 'c');
const customers = fc.record({
  accountId: few,
  contactId: few,
  companyId: fc.option(few),
  rights: fc.record({
    tickets: fc.constantFrom('own', 'sites', 'company'),
    siteIds: fc.uniqueArray(few),
    equipment: fc.boolean(),
    money: fc.boolean(),
    people: fc.boolean(),
  }),
});
const concerned = fc.record({ contactId: fc.option(few), companyId: fc.option(few), siteIds: fc.uniqueArray(few) });

describe('a hint reaches', () => {
  it('exactly those who would see what it is about', () => {
    fc.assert(
      fc.property(customers, concerned, (customer, about) => {
        const { contactId, companyId, rights } = customer;
        const isTheirs =
          contactId === about.contactId ||
          (companyId !== null &&
            companyId === about.companyId &&
            (rights.tickets === 'company' ||
              (rights.tickets === 'sites' && rights.siteIds.some((id) => about.siteIds.includes(id)))));

        const rooms = new Set(roomsOf(customer));

        expect(audienceOf(about).some((name) => rooms.has(name))).toBe(isTheirs);
      }),
    );
  });
});
