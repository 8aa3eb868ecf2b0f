import { reasonsToMerge, similarity, type Candidate } from './duplicate.rules.js';

const person = (name: string, companyId: string | null, ...values: string[]): Candidate => ({
  name,
  companyId,
  identities: values.map((value) => ({
    kind: value.includes('@') ? 'email' : /^\+/.test(value) ? 'phone' : 'external',
    value,
  })),
});

it.each([
  [
    'the same local part and a like name',
    person('Ana Lima', null, 'ana.lima@a.com'),
    person('Lima, Ana', null, 'ana.lima@b.com'),
    ['same-address-name'],
  ],
  [
    'an initial instead of a name',
    person('Ana Lima', null, 'ana.lima@a.com'),
    person('A. Lima', null, 'ana.lima@b.com'),
    ['same-address-name'],
  ],
  [
    'the same local part of somebody else',
    person('Ana Lima', null, 'alima@a.com'),
    person('Artur Lins', null, 'alima@b.com'),
    [],
  ],
  [
    'an address that colleagues share',
    person('Ana Lima', null, 'contato@a.com'),
    person('Ana Lima', null, 'contato@b.com'),
    [],
  ],
  [
    'the number as a messenger writes it',
    person('Ana', null, '+551187654321'),
    person('aninha', null, '551187654321'),
    ['same-number'],
  ],
  [
    'the same full name in one company',
    person('José Sá', 'k', 'a@k.com'),
    person('Jose Sa', 'k', '+5511'),
    ['same-name-company'],
  ],
  ['the same first name in one company', person('José', 'k'), person('Jose', 'k'), []],
  ['the same name in two companies', person('José Sá', 'k'), person('José Sá', 'l'), []],
  ['the same name and no company', person('José Sá', null), person('José Sá', null), []],
])('%s: %#', (_, a, b, expected) => {
  expect(reasonsToMerge(a, b).map((reason) => reason.code)).toEqual(expected);
  expect(reasonsToMerge(b, a).map((reason) => reason.code)).toEqual(expected);
});

it('compares names by their words', () => {
  expect(similarity('Ana Maria Lima', 'Lima Ana')).toBeCloseTo(2 / 3);
  expect(similarity('Ana', 'Bia')).toBe(0);
});
