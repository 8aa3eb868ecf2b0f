import { recordingMode } from './recording.rules.js';

describe('whether a call is recorded', () => {
  const rules = ['+49=opt-in', '+1=notice', '+1907=none', 'nonsense', '+44 = none'];

  it.each([
    ['by the country of the number', '+4930123456', 'opt-in'],
    ['by the longest beginning', '+19075550101', 'none'],
    ['by the shorter one where the longer does not fit', '+12125550101', 'notice'],
    ['with spaces as people write', '+442071234567', 'none'],
    ['by the line where no country is named', '+5511955550101', 'notice'],
    ['by the line where the number is withheld', '', 'notice'],
  ])('is decided %s', (_, number, mode) => {
    expect(recordingMode(number, rules, 'notice')).toBe(mode);
  });
});
