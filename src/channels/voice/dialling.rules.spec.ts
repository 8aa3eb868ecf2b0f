import { dialable } from './dialling.rules.js';

const SAO_PAULO = '+551140000000';
const LISBON = '+351210000000';

describe('a number that somebody wants to call', () => {
  it('is dialled without what people write between digits', () => {
    expect(dialable('+55 (11) 98765-4321', SAO_PAULO, [])).toBe('+5511987654321');
  });

  it.each([
    ['in another country', '+14155550100', SAO_PAULO, []],
    // Prefixes of three digits: the first two are those of other countries, too.
    ['in a country whose code begins alike', '+353210000000', LISBON, []],
    ['beside the beginnings that are allowed', SAO_PAULO, SAO_PAULO, ['+5521']],
    ['that costs by the minute', '+5503001234567', SAO_PAULO, ['+']],
    ['that is none', '12345', SAO_PAULO, ['+']],
    ['of no country', '+999123456789', SAO_PAULO, ['+']],
  ])('is refused %s', (_, number, own, allowed) => {
    expect(() => dialable(number, own, allowed)).toThrow();
  });

  it('may be in a country that the line allows', () => {
    expect(dialable('+351 210 000 000', SAO_PAULO, ['+351'])).toBe(LISBON);
  });
});
