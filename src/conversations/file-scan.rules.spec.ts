import { mayOpen, scanAgainAfter, type ScanPolicy, type ScanState } from './file-scan.rules.js';

it.each<[ScanState | undefined, boolean, ScanPolicy, boolean]>([
  [undefined, true, 'hold', true],
  ['clean', true, 'hold', true],
  ['infected', true, 'mark', false],
  ['infected', false, 'mark', false],
  ['waiting', true, 'hold', false],
  ['waiting', true, 'mark', true],
  ['waiting', false, 'hold', true],
  ['unscannable', true, 'hold', false],
  ['unscannable', true, 'mark', true],
])('a file that is %s, scanning on: %s, policy %s: open %s', (state, isOn, policy, expected) => {
  expect(mayOpen(state, { isOn, policy })).toBe(expected);
});

it('is shown to the scanner again after growing pauses, without end', () => {
  expect([1, 2, 3, 4, 50].map(scanAgainAfter)).toEqual([15_000, 60_000, 300_000, 900_000, 900_000]);
});
