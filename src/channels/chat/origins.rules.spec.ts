import { originAllowed } from './origins.rules.js';

const OWN = ['desk.example'];

it.each([
  [undefined, ['shop.example'], true],
  ['https://anything.example', [], true],
  ['https://shop.example', ['shop.example'], true],
  ['https://shop.example:8443', ['shop.example'], true],
  ['http://shop.example', ['https://shop.example'], false],
  ['https://shop.example', ['https://shop.example/path'], true],
  ['https://www.shop.example', ['shop.example'], false],
  ['https://www.shop.example', ['*.shop.example'], true],
  ['https://shop.example', ['*.shop.example'], false],
  ['https://evilshop.example', ['*.shop.example'], false],
  ['https://evilshop.example', ['shop.example'], false],
  ['https://shop.example.evil.example', ['shop.example'], false],
  ['null', ['shop.example'], false],
  ['https://desk.example', ['shop.example'], true],
])('a page of %s where %j may: %s', (origin, allowed, expected) => {
  expect(originAllowed(origin, allowed, OWN)).toBe(expected);
});
