import { describe, expect, it } from '@jest/globals';
import { kindOf } from './kind.rules';

describe('the list beside a customer', () => {
  it.each([
    ['companies where a company was opened from elsewhere', null, '/customers/companies/c1', 'companies'],
    ['people where a person was', null, '/customers/contacts/p1', 'contacts'],
    ['people at first', null, '/customers', 'contacts'],
    ['the one that was chosen, whatever is open', 'contacts', '/customers/companies/c1', 'contacts'],
    ['the companies that were chosen beside a person', 'companies', '/customers/contacts/p1', 'companies'],
    ['people where nobody knows what was chosen', 'x', '/customers', 'contacts'],
  ])('is %s', (_, chosen, pathname, kind) => {
    expect(kindOf(chosen, pathname)).toBe(kind);
  });
});
