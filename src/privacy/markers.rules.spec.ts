import { patternOf } from './markers.rules.js';

/** JavaScript has no POSIX classes; otherwise it reads the pattern as PostgreSQL does. */
const asHere = (pattern: string): RegExp =>
  new RegExp(pattern.replaceAll('[:alnum:]', '\\p{L}\\p{N}').replaceAll('[:space:]', '\\s'), 'giu');

const pattern = patternOf({
  addresses: ['ana@souza.example'],
  phones: [{ digits: '551187654321', prefix: '55' }],
  names: ['Ana Souza', 'Ana'],
  ids: ['tg-998877'],
})!;

it.each([
  ['her address', 'from ana@souza.example today', 'from # today'],
  ['her address with other letters', 'ANA@Souza.example', '#'],
  ['a longer address', 'mariana@souza.example', 'mariana@souza.example'],
  ['an address that goes on', 'ana@souza.exampleshop', 'ana@souza.exampleshop'],
  ['her number as networks write it', 'call +551187654321', 'call #'],
  ['her number as people write it', 'call +55 (11) 8765-4321!', 'call #!'],
  ['her number without the country', 'call 11 8765 4321', 'call #'],
  ['a longer number', '1187654321000', '1187654321000'],
  ['her whole name', 'spoke to Ana  Souza.', 'spoke to #.'],
  ['her first name alone, which many have', 'spoke to Ana', 'spoke to Ana'],
  ['a longer name', 'Mariana Souzaki', 'Mariana Souzaki'],
  ['her id at a provider', 'user tg-998877', 'user #'],
])('%s', (_, text, left) => {
  expect(text.replace(asHere(pattern), '#')).toBe(left);
});

it('is nothing where nothing tells', () => {
  expect(patternOf({ addresses: [], phones: [], names: ['Ana'], ids: ['7'] })).toBeNull();
});
