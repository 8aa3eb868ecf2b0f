import { expect, it } from '@jest/globals';
import { attendeeOf, wordOf } from './attendee.rules';

it.each([
  ['Paulo Reis', { name: 'Paulo Reis' }],
  ['Ana Souza <ana@norte.example>', { name: 'Ana Souza', email: 'ana@norte.example' }],
  ['<ana@norte.example>', { name: 'ana@norte.example', email: 'ana@norte.example' }],
  ['ana@norte.example', { name: 'ana@norte.example', email: 'ana@norte.example' }],
])('%s is somebody who comes', (word, attendee) => {
  expect(attendeeOf(word)).toEqual(attendee);
});

it('knows again who was there before, without what their calendar answered', () => {
  const ana = { name: 'Ana', email: 'ana@norte.example', contactId: '7', invitation: 'accepted' };

  expect(attendeeOf(wordOf(ana), [ana])).toEqual({ name: 'Ana', email: 'ana@norte.example', contactId: '7' });
});
