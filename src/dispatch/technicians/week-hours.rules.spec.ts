import { DateTime } from 'luxon';
import { openSpans, WEEKDAYS, type WeekHours } from './week-hours.rules.js';

const ZONES = [
  'America/Sao_Paulo',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'UTC',
];
const TIMES = ['00:00', '00:30', '01:30', '02:00', '02:30', '08:00', '23:30', '24:00'];

/** Not every day begins at midnight. */
const next = (day: DateTime): DateTime => day.plus({ days: 1 }).startOf('day');

/** Day by day with a library of dates, as slowly as that is. */
function slowly(hours: WeekHours, zone: string, from: Date, to: Date): string[] {
  const found: string[] = [];
  const at = (day: DateTime, time: string): DateTime => {
    const [hour, minute] = time.split(':').map(Number);
    return time === '24:00' ? next(day) : day.set({ hour, minute });
  };
  let day: DateTime = DateTime.fromJSDate(from, { zone }).startOf('day').minus({ days: 1 });
  for (; day.toJSDate() < to; day = next(day)) {
    for (const [start, stop] of hours[WEEKDAYS[day.weekday - 1]!] ?? []) {
      const span = { from: at(day, start), to: at(stop <= start ? next(day) : day, stop) };
      if (span.to.toJSDate() > from && span.from.toJSDate() < to && span.to > span.from)
        found.push(`${span.from.toUTC().toISO()} ${span.to.toUTC().toISO()}`);
    }
  }
  return found;
}

const told = (spans: { from: Date; to: Date }[]): string[] =>
  spans.map((span) => `${span.from.toISOString()} ${span.to.toISOString()}`);

describe('the open hours of a week', () => {
  it.each(ZONES)('are those of a calendar in %s, on both nights on which clocks change', (zone) => {
    for (const around of [
      '2026-03-08',
      '2026-03-29',
      '2026-04-05',
      '2026-10-04',
      '2026-10-25',
      '2026-11-01',
      '2018-11-04',
    ]) {
      const from = new Date(`${around}T03:00:00Z`);
      const to = new Date(from.getTime() + 3 * 86_400_000);
      for (const start of TIMES.slice(0, -1)) {
        for (const stop of TIMES) {
          if (start === stop) continue;
          const hours = Object.fromEntries(WEEKDAYS.map((day) => [day, [[start, stop]]])) as WeekHours;
          expect(told(openSpans(hours, zone, from, to))).toEqual(slowly(hours, zone, from, to));
        }
      }
    }
  });

  it('begin with an interval of yesterday that runs over midnight', () => {
    const from = new Date('2026-11-18T03:30:00Z');
    const spans = openSpans({ tue: [['22:00', '02:00']] }, 'America/Sao_Paulo', from, new Date('2026-11-18T20:00:00Z'));

    expect(told(spans)).toEqual(['2026-11-18T01:00:00.000Z 2026-11-18T05:00:00.000Z']);
  });
});
