import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { Months } from './months.service.js';

interface Touched {
  series: number[];
  hours: Date[];
}

/** Hours of lines that are summed up in one transaction. */
const BATCH = 5_000;

const FIGURES = `count = excluded.count, min = excluded.min, max = excluded.max, sum = excluded.sum, last = excluded.last, last_at = excluded.last_at`;
/** Several of the finer make one of the coarser; a mean is never kept, because of means no mean can be made. */
const OF_FINER = `sum(f.count)::int as count, min(f.min) as min, max(f.max) as max, sum(f.sum) as sum,
  (array_agg(f.last order by f.at desc))[1] as last, max(f.last_at) as last_at`;

/**
 * Quarters of an hour, hours and days are made anew of what they stand on wherever something came: so a late reading is
 * counted, a repeated one is not, and however often it is done it comes out the same. One at a time does it: of two with
 * different views of the rows, the older could write last.
 */
@Injectable()
export class RollUps {
  constructor(
    private readonly work: Work,
    private readonly months: Months,
  ) {}

  /** Everything that waits; returns of which lines something was new. */
  async run(): Promise<Set<number>> {
    const all = new Set<number>();
    for (;;) {
      const touched = await this.step();
      for (const series of touched.series) all.add(series);
      if (touched.series.length < BATCH) return all;
    }
  }

  /** Marks a time as new, so that all of it is made again of what is kept. */
  async again(from: Date, to: Date): Promise<void> {
    await this.work.run((tx) =>
      tx.query(
        `insert into telemetry_touched (series_id, hour, at)
         select distinct r.series_id, date_bin('1 hour', r.at, 'epoch'), s.seen_at
         from telemetry_readings r join telemetry_series s on s.id = r.series_id
         where r.at >= $1 and r.at < $2 and s.seen_at is not null`,
        [from, to],
      ),
    );
  }

  private step(): Promise<Touched> {
    return this.work.run(async (tx) => {
      const [turn] = await tx.query<{ mine: boolean }>(
        `select pg_try_advisory_xact_lock(hashtext('frontdesk telemetry roll-ups')) as mine`,
      );
      if (!turn?.mine) return { series: [], hours: [] };
      const marks = await tx.query<{ series_id: number; hour: Date; at: Date }>(
        `with taken as (delete from telemetry_touched where id in (select id from telemetry_touched order by id limit ${BATCH})
           returning series_id, hour, at)
         select series_id, hour, max(at) as at from taken group by 1, 2 order by 1, 2`,
      );
      if (marks.length === 0) return { series: [], hours: [] };
      const touched = { series: marks.map((m) => m.series_id), hours: marks.map((m) => m.hour) };
      await this.months.require(touched.hours.map((hour) => hour.getTime()));
      await this.sumUp(tx, touched);
      await tx.query(
        `update telemetry_series s set seen_at = greatest(s.seen_at, t.at) from (
           select series_id, max(at) as at from unnest($1::int[], $2::timestamptz[]) x(series_id, at) group by 1) t
         where s.id = t.series_id`,
        [touched.series, marks.map((m) => m.at)],
      );
      return touched;
    });
  }

  /** Of raw readings, for hours of lines. Each in a statement of its own, so that it sees what the one before it wrote. */
  async sumUp(tx: Tx, { series, hours }: Touched): Promise<void> {
    const of = [series, hours];
    // "lateral" with a sum of its own: line by line, over the key, however many months there are.
    await tx.query(
      `insert into telemetry_quarters (series_id, at, count, min, max, sum, last, last_at)
       select t.series_id, q.* from unnest($1::int[], $2::timestamptz[]) t(series_id, hour) cross join lateral (
         select date_bin('15 minutes', r.at, 'epoch') as at, count(*)::int, min(r.value), max(r.value), sum(r.value),
           (array_agg(r.value order by r.at desc))[1], max(r.at)
         from telemetry_readings r where r.series_id = t.series_id and r.at >= t.hour and r.at < t.hour + interval '1 hour'
         group by 1) q
       on conflict (series_id, at) do update set ${FIGURES}`,
      of,
    );
    await tx.query(
      `insert into telemetry_hours (series_id, at, count, min, max, sum, last, last_at)
       select t.series_id, t.hour, h.* from unnest($1::int[], $2::timestamptz[]) t(series_id, hour) cross join lateral (
         select ${OF_FINER} from telemetry_quarters f
         where f.series_id = t.series_id and f.at >= t.hour and f.at < t.hour + interval '1 hour') h
       where h.count > 0
       on conflict (series_id, at) do update set ${FIGURES}`,
      of,
    );
    await tx.query(
      `insert into telemetry_days (series_id, at, count, min, max, sum, last, last_at)
       select t.series_id, t.day, d.* from (
         select distinct series_id, date_bin('1 day', hour, 'epoch') as day from unnest($1::int[], $2::timestamptz[]) x(series_id, hour)) t
       cross join lateral (
         select ${OF_FINER} from telemetry_hours f
         where f.series_id = t.series_id and f.at >= t.day and f.at < t.day + interval '1 day') d
       where d.count > 0
       on conflict (series_id, at) do update set ${FIGURES}`,
      of,
    );
    await tx.query(
      `update telemetry_series s set last_at = n.last_at, last_value = n.last from (
         select distinct on (t.series_id) t.series_id, h.last_at, h.last from unnest($1::int[], $2::timestamptz[]) t(series_id, hour)
         cross join lateral (
           select f.last_at, f.last from telemetry_hours f where f.series_id = t.series_id and f.at = t.hour limit 1) h
         order by t.series_id, t.hour desc) n
       where s.id = n.series_id and (s.last_at is null or s.last_at <= n.last_at)`,
      of,
    );
  }
}
