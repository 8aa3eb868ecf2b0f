import { createHmac } from 'node:crypto';
import { isVouchedFor, provenEmail } from './identity.rules.js';

const secret = 'the inbox’s identity secret';
const hash = (id: string, key = secret): string => createHmac('sha256', key).update(id).digest('hex');

it.each([
  ['its own hash', '42', hash('42'), true],
  ['its hash in capitals', '42', hash('42').toUpperCase(), true],
  ['another id’s hash', '43', hash('42'), false],
  ['a hash by another secret', '42', hash('42', 'guessed'), false],
  ['no hash', '42', '', false],
  ['half a hash', '42', hash('42').slice(0, 32), false],
])('an id with %s', (_, id, given, expected) => {
  expect(isVouchedFor({ id, hash: given }, secret)).toBe(expected);
});

it('nobody is vouched for without a secret', () => {
  expect(isVouchedFor({ id: '42', hash: hash('42', '') }, '')).toBe(false);
});

it.each([
  ['an address beside the id is only claimed', { id: '42', email: 'ceo@example.com' }, null],
  ['an address that is the id is proven', { id: 'Ana@example.com', email: 'ana@example.com' }, 'ana@example.com'],
  ['no address', { id: '42' }, null],
])('%s', (_, identity, expected) => {
  expect(provenEmail({ ...identity, hash: '' })).toBe(expected);
});
