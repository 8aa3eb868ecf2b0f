import { judge, stampOf } from './form-stamp.rules.js';

const key = Buffer.from('a key for tests');
const NONCE = 'abcdefghijklmnop';
const SHOWN = 1_780_000_000_000;
const stamp = stampOf(SHOWN, NONCE, key);

it.each([
  ['at once', stamp, SHOWN + 500, 'hasty'],
  ['after a few seconds', stamp, SHOWN + 3_000, 'good'],
  ['before it was shown', stamp, SHOWN - 10_000, 'hasty'],
  ['the next evening', stamp, SHOWN + 25 * 3_600_000, 'old'],
  ['with an earlier time than it was shown', stamp.replace('1780', '1779'), SHOWN + 5_000, 'forged'],
  ['with no stamp', '', SHOWN + 5_000, 'forged'],
  ['with the stamp of another desk', stampOf(SHOWN, NONCE, Buffer.from('another')), SHOWN + 5_000, 'forged'],
])('a form that is sent %s', (_, given, now, expected) => {
  expect(judge(given, now, key)).toBe(expected);
});
