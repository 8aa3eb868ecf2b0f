import { dueStep } from './letter.rules.js';

const steps = [3, 14, 30].map((daysAfter) => ({ id: String(daysAfter), daysAfter }));

describe('the reminder that is due', () => {
  it.each([
    ['too early', 2, [], null],
    ['the first', 3, [], 3],
    ['none between two', 10, [3], null],
    ['the second', 14, [3], 14],
    ['only the last of those that were missed', 40, [], 30],
    ['none after the last', 400, [3, 14, 30], null],
    ['none on the day itself', 0, [], null],
  ])('%s', (_, days, sent, expected) => {
    expect(dueStep(steps, days, sent)?.daysAfter ?? null).toBe(expected);
  });

  it('is one that was added later, where it is beyond what was sent', () => {
    expect(dueStep([...steps, { id: 'x', daysAfter: 45 }], 50, [3, 14, 30])?.id).toBe('x');
  });
});
