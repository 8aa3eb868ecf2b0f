import { retagged } from './retag.rules.js';

it.each([
  ['gives beside what is there', ['b'], ['a'], [], ['a', 'b']],
  ['gives what is there already once', ['vip'], [' VIP '], [], ['vip']],
  ['takes whatever the case', ['router', 'vip'], [], ['Router'], ['vip']],
  ['takes what nobody has', ['vip'], [], ['router'], ['vip']],
  ['takes what it would give', [], ['a', 'b'], ['a'], ['b']],
])('%s', (_, tags, given, taken, expected) => {
  expect(retagged(tags, given, taken)).toEqual(expected);
});
