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
