import { closesCircle, MOVE_RULES, MOVES, movesOf, refusalOf, UNIT_STATES, type Move } from './equipment.rules.js';
import { isDay } from '../platform/days.rules.js';

describe('what may be done with a unit', () => {
  it.each<[(typeof UNIT_STATES)[number], Move[]]>([
    ['in_stock', ['transfer', 'send', 'install', 'repair', 'retire', 'lose', 'build_in']],
    ['reserved', ['transfer', 'send', 'install', 'lose']],
    ['in_transit', ['transfer', 'install', 'repair', 'lose', 'build_in']],
    ['installed', ['send', 'install', 'return', 'repair', 'lose']],
    ['in_repair', ['send', 'repaired', 'retire', 'lose']],
    ['retired', []],
    ['lost', ['retire', 'find']],
  ])('that is %s', (state, expected) => {
    expect(movesOf({ state, builtIn: false })).toEqual(expected);
  });

  it.each(UNIT_STATES)('and is built into another, %s, is to take it out at most', (state) => {
    const may = movesOf({ state, builtIn: true });

    expect(may.every((move) => move === 'take_out')).toBe(true);
    for (const move of MOVES.filter((one) => one !== 'take_out')) {
      expect(refusalOf(move, { state, builtIn: true })).toBe('built_in');
    }
  });

  it('is never to take out what stands alone', () => {
    expect(UNIT_STATES.map((state) => refusalOf('take_out', { state, builtIn: false }))).toEqual(
      UNIT_STATES.map(() => 'not_built_in'),
    );
  });

  it('leads to every state, and out of every state but the last', () => {
    const reached = new Set(MOVES.map((move) => MOVE_RULES[move].to));
    const left = new Set(MOVES.flatMap((move) => MOVE_RULES[move].from));

    expect(UNIT_STATES.filter((state) => state !== 'reserved' && !reached.has(state))).toEqual([]);
    expect(UNIT_STATES.filter((state) => !left.has(state))).toEqual(['retired']);
  });
});

describe('a tree of parts', () => {
  it.each([
    ['into what stands alone', ['rack'], false],
    ['into itself', ['disk', 'server'], true],
    ['into what stands inside it', ['bay', 'disk', 'server'], true],
  ])('takes a disk %s or refuses', (_, ancestors, refused) => {
    expect(closesCircle('disk', ancestors)).toBe(refused);
  });
});

describe('a day', () => {
  it.each([
    ['2026-03-15', true],
    ['2028-02-29', true],
    ['2026-02-30', false],
    ['2026-13-01', false],
    ['soon', false],
  ])('%s is one: %s', (day, expected) => expect(isDay(day)).toBe(expected));
});
