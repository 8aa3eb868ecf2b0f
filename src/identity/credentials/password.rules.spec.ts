import { COMMON_PASSWORDS } from './common-passwords.js';
import { flawOf } from './password.rules.js';

const ana = { email: 'ana.souza@loja12.example', name: 'Ana Souza' };

it.each([
  ['correct horse battery', undefined],
  ['zebra-4-kiosk', undefined],
  ['ação e reação', undefined],
  ['🦊🦊🦡🦡🦔🦔🐿🐿', undefined],
  ['short7!', 'too_short'],
  ['x'.repeat(201), 'too_long'],
  ['password', 'common'],
  ['Password123!', 'common'],
  ['P4$$w0rd2026', 'common'],
  ['frontdesk1', 'common'],
  ['Flamengo10', 'common'],
  ['Chocolate1', 'common'],
  ['Antônio99', 'common'],
  ['iloveshadow', 'common'],
  ['DragonDragon', 'common'],
  ['Manchester!', 'common'],
  ['1q2w3e4r5t', 'common'],
  ['19841225', 'common'],
  ['25/12/1984', 'common'],
  ['39/99/1984', undefined],
  ['11111111', 'common'],
  ['12345678', 'common'],
  ['87654321', 'common'],
  ['qwertyuiop', 'common'],
  ['abababab', 'common'],
  ['AnaSouza1', 'personal'],
  ['ana.souza99', 'personal'],
  ['ana.souza@loja12.example', 'personal'],
])('%s: %s', (password, flaw) => {
  expect(flawOf(password, ana)).toBe(flaw);
});

it('knows some thousands of words, each of them as it is looked up', () => {
  expect(COMMON_PASSWORDS.size).toBeGreaterThan(3_000);
  for (const word of COMMON_PASSWORDS) expect(word).toMatch(/^[a-z0-9$@]+$/);
});
