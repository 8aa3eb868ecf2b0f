import { between, CompiledCalendar, due, isOpenAt, NeverOpens, type Pause } from './business-time.rules.js';
import { WEEKDAYS, type CalendarDefinition, type Interval } from './calendar.rules.js';

/**
 * The same questions, answered by walking through every minute and looking at the clock on the wall. It shares nothing
 * with the rules but the definition. `npm run test:load -- --only hours` asks a million times.
 */

const CASES = Number(process.env.HOURS_CASES ?? 4_000);
const MINUTE = 60_000;
const DAYS = 75;

/** Each around a night on which the clocks of the zone were moved, or a day was left out. */
const PLACES: [zone: string, from: string][] = [
  ['America/Sao_Paulo', '2018-01-20'],
  ['America/Sao_Paulo', '2018-10-10'],
  ['America/Sao_Paulo', '2019-01-25'],
  ['America/New_York', '2026-02-10'],
  ['America/New_York', '2026-10-05'],
  ['Europe/Lisbon', '2026-03-01'],
  ['Europe/Lisbon', '2026-10-01'],
  ['Asia/Kathmandu', '2026-11-20'],
  ['Australia/Lord_Howe', '2018-03-10'],
  ['Australia/Lord_Howe', '2018-09-10'],
  ['Africa/Casablanca', '2019-04-20'],
  ['Pacific/Apia', '2011-12-01'],
  ['Pacific/Apia', '2011-09-01'],
  ['UTC', '2026-12-01'],
];

/** The wall of a place, minute by minute. */
class Wall {
  readonly start: number;
  readonly dates: string[] = [];
  readonly times: number[] = [];

  constructor(
    readonly zone: string,
    from: string,
  ) {
    this.start = Date.parse(`${from}T00:00:00Z`);
    const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    for (let minute = 0; minute < DAYS * 1_440; minute += 1) {
      const [date = '', time = ''] = clock.format(this.start + minute * MINUTE).split(' ');
      this.dates.push(date);
      this.times.push(Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)));
    }
  }
}

const shifted = new Map<string, string>();
function dayBefore(date: string): string {
  let before = shifted.get(date);
  if (!before) shifted.set(date, (before = new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10)));
  return before;
}
const weekdays = new Map<string, (typeof WEEKDAYS)[number]>();
function weekdayOf(date: string): (typeof WEEKDAYS)[number] {
  let day = weekdays.get(date);
  if (!day) weekdays.set(date, (day = WEEKDAYS[(new Date(date).getUTCDay() + 6) % 7]!));
  return day;
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

class Walker {
  private readonly days = new Map<string, [number, number][]>();

  constructor(private readonly calendar: CalendarDefinition) {}

  open(date: string, time: number): boolean {
    return (
      this.of(date).some(([from, to]) => (to > from ? time >= from && time < to : time >= from)) ||
      this.of(dayBefore(date)).some(([from, to]) => to < from && time < to)
    );
  }

  private of(date: string): [number, number][] {
    let hours = this.days.get(date);
    if (!hours) this.days.set(date, (hours = this.hours(date).map(([a, b]) => [minutes(a), minutes(b)])));
    return hours;
  }

  private hours(date: string): Interval[] {
    const { exceptions = [], holidays = [], hours } = this.calendar;
    const exception = exceptions.find((one) => one.date === date);
    if (exception) return exception.hours;
    const holiday = holidays.some((one) =>
      typeof one === 'string' ? one === date : one.date === date || (one.yearly && one.date.slice(5) === date.slice(5)),
    );
    return holiday ? [] : (hours[weekdayOf(date)] ?? []);
  }
}

/** The same cases in every run. */
class Dice {
  constructor(private state: number) {}
  below(limit: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.state / 4_294_967_296) * limit);
  }
  one<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function someHours(dice: Dice): Interval[] {
  const kind = dice.below(10);
  if (kind === 0) return [];
  if (kind === 1) return [['00:00', '24:00']];
  if (kind === 2) return [[clock(1_080 + dice.below(360)), clock(dice.below(600))]];
  const edges = [
    ...new Set(Array.from({ length: 2 + 2 * dice.below(3) }, () => dice.below(96) * 15 + dice.below(2) * 7)),
  ];
  edges.sort((a, b) => a - b);
  const hours: Interval[] = [];
  for (let at = 0; at + 1 < edges.length; at += 2) hours.push([clock(edges[at]!), clock(edges[at + 1]!)]);
  return hours;
}

function someCalendar(dice: Dice, wall: Wall): CalendarDefinition {
  const date = (): string => dice.one(wall.dates);
  return {
    timezone: wall.zone,
    hours: Object.fromEntries(WEEKDAYS.map((day) => [day, someHours(dice)])),
    exceptions: [...new Set(Array.from({ length: dice.below(4) }, date))].map((day) => ({
      date: day,
      hours: someHours(dice),
    })),
    holidays: Array.from({ length: dice.below(4) }, () =>
      dice.below(2) ? date() : { date: date(), yearly: dice.below(2) === 0 },
    ),
  };
}

function somePauses(dice: Dice, from: number): { from: number; to: number }[] {
  return Array.from({ length: Math.max(0, dice.below(5) - 2) }, () => {
    const begin = from - 300 + dice.below(3_000);
    return { from: begin, to: begin + dice.below(1_500) };
  });
}

it(`agrees with whoever walks through every minute, in ${CASES} cases`, () => {
  const dice = new Dice(20_261_125);
  const walls = PLACES.map(([zone, from]) => new Wall(zone, from));
  const wrong: unknown[] = [];
  let answered = 0;
  for (let done = 0; done < CASES;) {
    const wall = dice.one(walls);
    const definition = someCalendar(dice, wall);
    const calendar = new CompiledCalendar(definition);
    const walker = new Walker(definition);
    for (let more = 0; more < 8 && done < CASES; more += 1, done += 1) {
      const start = 2_000 + dice.below((DAYS - 16) * 1_440);
      const budget = dice.below(10) === 0 ? dice.below(4_000) : dice.below(700);
      const pauses = somePauses(dice, start);
      const expected = walk(wall, walker, start, budget, pauses);
      if (expected === undefined) continue;
      answered += 1;
      const at = (minute: number): Date => new Date(wall.start + minute * MINUTE);
      const given: Pause[] = pauses.map(({ from, to }) => ({ from: at(from), to: at(to) }));
      const found = attempt(() => due(calendar, at(start), budget, given).getTime());
      const back = between(calendar, at(start), at(expected), given);
      const isOpen = isOpenAt(calendar, at(start));
      const open = walker.open(wall.dates[start]!, wall.times[start]!);
      if (found !== at(expected).getTime() || back !== budget || isOpen !== open)
        wrong.push({
          definition,
          start: at(start),
          budget,
          given,
          expected: at(expected),
          found: found && new Date(found),
          back,
          isOpen,
          open,
        });
      if (wrong.length > 2) break;
    }
    if (wrong.length > 2) break;
  }
  expect(JSON.stringify(wrong, null, 1)).toBe('[]');
  expect(answered).toBeGreaterThan(CASES * 0.8);
}, 1_800_000);

/** The first minute at which that many open ones have passed; undefined beyond the window. */
function walk(
  wall: Wall,
  walker: Walker,
  start: number,
  budget: number,
  pauses: { from: number; to: number }[],
): number | undefined {
  let left = budget;
  for (let minute = start; minute < wall.dates.length; minute += 1) {
    if (left === 0) return minute;
    if (pauses.some(({ from, to }) => minute >= from && minute < to)) continue;
    if (walker.open(wall.dates[minute]!, wall.times[minute]!)) left -= 1;
  }
  return undefined;
}

function attempt(ask: () => number): number | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof NeverOpens) return undefined;
    throw error;
  }
}
