import {
  between,
  CompiledCalendar,
  due,
  isOpenAt,
  NeverOpens,
  nextOpening,
  segments,
  type Pause,
} from './business-time.rules.js';
import type { CalendarDefinition, Interval } from './calendar.rules.js';

const at = (text: string): Date => new Date(text);
const daily = (timezone: string, ...hours: Interval[]): CompiledCalendar =>
  new CompiledCalendar({
    timezone,
    hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours },
  });
const office: CalendarDefinition = {
  timezone: 'America/Sao_Paulo',
  hours: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [
      day,
      [
        ['09:00', '12:00'],
        ['13:00', '18:00'],
      ],
    ]),
  ),
  holidays: ['2026-11-20', { date: '2020-12-25', yearly: true }],
  exceptions: [{ date: '2026-12-24', hours: [['09:00', '12:00']], name: 'Half a day' }],
};
const desk = new CompiledCalendar(office);

describe('something is due', () => {
  it.each([
    ['within the morning', '2026-11-24T12:00:00Z', 60, '2026-11-24T13:00:00Z'],
    ['after the lunch break', '2026-11-24T14:30:00Z', 60, '2026-11-24T16:30:00Z'],
    ['at the very end of the day, not on the next', '2026-11-24T20:30:00Z', 30, '2026-11-24T21:00:00Z'],
    ['on Monday, asked on Friday evening', '2026-11-27T22:00:00Z', 1, '2026-11-30T12:01:00Z'],
    ['behind a holiday', '2026-11-19T20:00:00Z', 120, '2026-11-23T13:00:00Z'],
    ['behind half a day and a yearly holiday', '2026-12-24T13:00:00Z', 180, '2026-12-28T13:00:00Z'],
    ['at once, where no time is given', '2026-11-28T03:00:00Z', 0, '2026-11-28T03:00:00Z'],
  ])('%s', (_, start, minutes, expected) => {
    expect(due(desk, at(start), minutes)).toEqual(at(expected));
  });

  it('later by what was paused of open time, and by nothing else', () => {
    const overnight: Pause[] = [{ from: at('2026-11-24T20:00:00Z'), to: at('2026-11-25T13:00:00Z') }];

    expect(due(desk, at('2026-11-24T19:00:00Z'), 90, overnight)).toEqual(at('2026-11-25T13:30:00Z'));
    expect(between(desk, at('2026-11-24T19:00:00Z'), at('2026-11-25T13:30:00Z'), overnight)).toBe(90);
  });

  it('before a pause that begins when it is due', () => {
    const pause = [{ from: at('2026-11-24T13:00:00Z'), to: at('2026-11-25T13:00:00Z') }];

    expect(due(desk, at('2026-11-24T12:00:00Z'), 60, pause)).toEqual(at('2026-11-24T13:00:00Z'));
  });

  it('with pauses that overlap counted once', () => {
    const pauses = [
      { from: at('2026-11-24T12:10:00Z'), to: at('2026-11-24T12:40:00Z') },
      { from: at('2026-11-24T12:20:00Z'), to: at('2026-11-24T12:30:00Z') },
      { from: at('2026-11-24T12:30:00Z'), to: at('2026-11-24T12:50:00Z') },
    ];

    expect(due(desk, at('2026-11-24T12:00:00Z'), 20, pauses)).toEqual(at('2026-11-24T13:00:00Z'));
  });

  it('never, where nobody ever opens', () => {
    const closed = new CompiledCalendar({ timezone: 'UTC', hours: {} });
    const once = new CompiledCalendar({
      timezone: 'UTC',
      hours: {},
      exceptions: [{ date: '2026-11-24', hours: [['09:00', '10:00']] }],
    });

    expect(() => due(closed, at('2026-11-24T00:00:00Z'), 1)).toThrow(NeverOpens);
    expect(() => due(once, at('2026-11-24T00:00:00Z'), 61)).toThrow(NeverOpens);
    expect(due(once, at('2026-11-24T00:00:00Z'), 60)).toEqual(at('2026-11-24T10:00:00Z'));
  });
});

describe('a night on which clocks are moved', () => {
  it.each([
    ['New York springs: two to six is three hours', 'America/New_York', '2026-03-08', ['02:00', '06:00'], 180],
    ['New York falls: midnight to six is seven hours', 'America/New_York', '2026-11-01', ['00:00', '06:00'], 420],
    ['Berlin falls: two to six is five hours', 'Europe/Berlin', '2026-10-25', ['02:00', '06:00'], 300],
    ['Lord Howe moves by half an hour', 'Australia/Lord_Howe', '2018-10-07', ['00:00', '06:00'], 330],
    ['São Paulo had no midnight', 'America/Sao_Paulo', '2018-11-04', ['00:00', '24:00'], 23 * 60],
    ['São Paulo had the last hour twice', 'America/Sao_Paulo', '2018-02-17', ['00:00', '24:00'], 25 * 60],
    ['São Paulo no longer moves', 'America/Sao_Paulo', '2019-11-03', ['00:00', '24:00'], 24 * 60],
    ['Apia had no 30 December 2011', 'Pacific/Apia', '2011-12-30', ['09:00', '17:00'], 0],
  ])('%s', (_, zone, date, hours, minutes) => {
    const calendar = new CompiledCalendar({
      timezone: zone,
      hours: {},
      exceptions: [{ date, hours: [hours as Interval] }],
    });
    const around = (days: number): Date => new Date(at(`${date}T00:00:00Z`).getTime() + days * 86_400_000);

    expect(between(calendar, around(-3), around(3))).toBe(minutes);
  });
});

describe('hours over midnight', () => {
  const night = new CompiledCalendar({
    timezone: 'Europe/Lisbon',
    hours: { thu: [['22:00', '06:00']], fri: [['22:00', '06:00']] },
    holidays: ['2026-12-25'],
  });

  it('belong to the day on which they begin, so the night before a holiday ends in its morning', () => {
    expect(segments(night, at('2026-12-24T12:00:00Z'), at('2026-12-26T12:00:00Z'))).toEqual([
      { from: at('2026-12-24T22:00:00Z'), to: at('2026-12-25T06:00:00Z'), minutes: 480 },
    ]);
  });

  it('join with what begins when they end', () => {
    const always = daily('Asia/Kathmandu', ['08:00', '20:00'], ['20:00', '08:00']);

    expect(segments(always, at('2026-03-01T00:00:00Z'), at('2026-05-01T00:00:00Z'))).toHaveLength(1);
  });
});

it('knows whether it is open now and when it opens next', () => {
  expect(isOpenAt(desk, at('2026-11-24T15:00:00Z'))).toBe(false);
  expect(isOpenAt(desk, at('2026-11-24T16:00:00Z'))).toBe(true);
  expect(isOpenAt(desk, at('2026-11-24T21:00:00Z'))).toBe(false);
  expect(nextOpening(desk, at('2026-11-27T21:00:00Z'))).toEqual(at('2026-11-30T12:00:00Z'));
});

it('shows which stretches counted', () => {
  expect(segments(desk, at('2026-11-27T20:30:00Z'), at('2026-11-30T12:30:00Z'))).toEqual([
    { from: at('2026-11-27T20:30:00Z'), to: at('2026-11-27T21:00:00Z'), minutes: 30 },
    { from: at('2026-11-30T12:00:00Z'), to: at('2026-11-30T12:30:00Z'), minutes: 30 },
  ]);
});
