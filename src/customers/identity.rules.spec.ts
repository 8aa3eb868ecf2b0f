import { canonical, canonicalDomain, domainsAbove } from './identity.rules.js';

describe('the canonical form of an identity', () => {
  it.each([
    ['Ana@Acme.COM', 'ana@acme.com'],
    ['a.b+c@gmail.com', 'a.b+c@gmail.com'],
    ['JOSÉ@café.example', 'josé@xn--caf-dma.example'],
    ['x@acme.com.', 'x@acme.com'],
    ['no-at-sign', undefined],
    ['@acme.com', undefined],
    ['two words@acme.com', undefined],
    ['a@b@acme.com', undefined],
  ])('of the address %s is %s', (given, expected) => {
    expect(canonical('email', given, '')?.value).toBe(expected);
  });

  it.each([
    ['(11) 98765-4321', 'BR', '+551187654321'],
    ['+55 11 8765-4321', 'BR', '+551187654321'],
    ['+5511987654321', 'US', '+551187654321'],
    ['+55 11 3333-4444', 'BR', '+551133334444'],
    ['+521 55 1234 5678', 'BR', '+525512345678'],
    ['+52 55 1234 5678', 'BR', '+525512345678'],
    ['+54 9 11 2345-6789', 'BR', '+541123456789'],
    ['+54 11 2345-6789', 'BR', '+541123456789'],
    ['tel:+1-415-555-2671', 'BR', '+14155552671'],
    ['415 555 2671', 'US', '+14155552671'],
    ['190', 'BR', '190'],
    ['hello', 'BR', undefined],
    ['12', 'BR', undefined],
  ])('of the number %s in %s is %s', (given, country, expected) => {
    expect(canonical('phone', given, country)?.value).toBe(expected);
  });
});

it('lists the domains above one, without the top', () => {
  expect(domainsAbove('mail.sp.acme.com')).toEqual(['mail.sp.acme.com', 'sp.acme.com', 'acme.com']);
});

it.each([
  ['@Acme.com', 'acme.com'],
  ['café.example', 'xn--caf-dma.example'],
  ['localhost', null],
  ['http://acme.com', null],
  ['acme', null],
])('reads the company domain %s as %s', (given, expected) => {
  expect(canonicalDomain(given)).toBe(expected);
});
