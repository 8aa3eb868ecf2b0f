import { askedForSecondFactor } from './second-factor.rules.js';

it.each<[string, { amr?: unknown; acr?: unknown }, boolean]>([
  ['says that there were several factors', { amr: ['pwd', 'mfa'] }, true],
  ['names something known and something held', { amr: ['pwd', 'otp'] }, true],
  ['names a key that asked for a finger', { amr: ['hwk', 'fpt'] }, true],
  ['names a password alone', { amr: ['pwd'] }, false],
  ['names two things that are known', { amr: ['pwd', 'kba'] }, false],
  ['names what we do not know', { amr: ['rba'] }, false],
  ['names methods of one factor, whatever the context', { amr: ['pwd'], acr: 'urn:example:aal2' }, false],
  ['names a context of several factors', { acr: 'https://refeds.org/profile/mfa' }, true],
  [
    'names a context of one factor',
    { acr: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport' },
    false,
  ],
  ['names no level at all', { acr: '0' }, false],
  ['names the lowest level', { acr: 'http://idmanagement.gov/ns/assurance/aal1' }, false],
  ['names a context of its own', { acr: 'urn:example:gold' }, true],
  ['says nothing', {}, true],
  ['says nothing of use', { amr: [], acr: null }, true],
])('a trusted provider that %s', (_, claims, asked) => {
  expect(askedForSecondFactor(claims)).toBe(asked);
});
