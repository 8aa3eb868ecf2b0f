import { judgeClaims, safeReturn } from './claims.rules.js';

const ana = { sub: '1', email: 'Ana@Loja.Example', email_verified: true, name: ' Ana Souza ' };

it.each([
  ['a verified address', ana, [], { email: 'ana@loja.example', name: 'Ana Souza' }],
  ['no name', { ...ana, name: undefined }, [], { email: 'ana@loja.example', name: 'ana' }],
  ['an address of a domain we believe', ana, ['loja.example'], { email: 'ana@loja.example', name: 'Ana Souza' }],
  ['an address of another domain', ana, ['firma.example'], { refused: 'domain' }],
  ['a domain that only ends alike', { ...ana, email: 'a@evil-loja.example' }, ['loja.example'], { refused: 'domain' }],
  ['an address not verified', { ...ana, email_verified: false }, [], { refused: 'unverified_email' }],
  ['an address of unknown standing', { ...ana, email_verified: undefined }, [], { refused: 'unverified_email' }],
  ['“true” as a text', { ...ana, email_verified: 'true' }, [], { refused: 'unverified_email' }],
  ['no address', { sub: '1' }, [], { refused: 'no_email' }],
  ['a list of addresses', { ...ana, email: ['a@b.example'] }, [], { refused: 'no_email' }],
])('%s', (_, claims, domains, expected) => {
  expect(judgeClaims(claims, domains)).toEqual(expected);
});

it.each([
  ['/tickets/12?x=1', '/tickets/12?x=1'],
  [undefined, '/'],
  ['', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/a\nb', '/'],
])('returns from %p to %s', (given, expected) => {
  expect(safeReturn(given)).toBe(expected);
});
