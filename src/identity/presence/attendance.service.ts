import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import type { Availability } from '../people/user.entity.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'presence.vanished': Record<string, never>;
  }
}

export interface Attended {
  state: Availability;
  since: Date;
  /** The switch: away stands until its person turns it back, whatever their browsers do. */
  chosen: Availability;
  seenAt: Date | null;
}

/**
 * Who takes work now. It follows from what a person chose and from whether a console of theirs is open somewhere; both
 * are rows, so that a restart forgets nothing and every process knows the same.
 */
@Injectable()
export class AttendanceService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async of(userId: string): Promise<Attended> {
    const [row] = await this.db.query<
      { state: Availability; since: Date; chosen: Availability; seen_at: Date | null }[]
    >(
      `select u.availability as state, u.availability_at as since, coalesce(a.chosen, 'online') as chosen, a.seen_at
       from users u left join attendance a on a.user_id = u.id where u.id = $1`,
      [userId],
    );
    if (!row) throw new Error('nobody has this id');
    return { state: row.state, since: row.since, chosen: row.chosen, seenAt: row.seen_at };
  }

  choose(userId: string, state: Availability): Promise<void> {
    return this.work.run((tx) => this.chosen(tx, userId, state));
  }

  /** The switch, from the menu or from a script. */
  async chosen(tx: Tx, userId: string, state: Availability): Promise<void> {
    await tx.query(
      `insert into attendance (user_id, chosen) select id, $2 from users where id = $1
       on conflict (user_id) do update set chosen = excluded.chosen`,
      [userId, state],
    );
    await this.become(tx, userId, state);
  }

  /** A console was opened. Whoever had chosen to be away stays so. */
  arrived(userId: string): Promise<void> {
    return this.work.run(async (tx) => {
      const [row] = await tx.query<{ chosen: Availability }>(
        `insert into attendance (user_id, seen_at) select id, $2 from users where id = $1
         on conflict (user_id) do update set seen_at = excluded.seen_at returning chosen`,
        [userId, this.clock.now()],
      );
      if (row?.chosen === 'online') await this.become(tx, userId, 'online');
    });
  }

  /** These have a console open now. */
  async seen(userIds: readonly string[]): Promise<void> {
    if (userIds.length === 0) return;
    await this.db.query(
      `update attendance set seen_at = $2 where user_id in
         (select user_id from attendance where user_id = any($1::uuid[]) order by user_id for update)`,
      [userIds, this.clock.now()],
    );
  }

  /**
   * Who closed the console in every tab, or whose machine died, is away some minutes later. A reload or a restart of the
   * server is no going home. Who never opened one (a script that says so for its person) is believed.
   */
  @Job('presence.vanished', { every: 20_000 })
  async vanished(): Promise<void> {
    const before = new Date(this.clock.millis() - this.config.get('AWAY_AFTER_MINUTES') * 60_000);
    const gone = await this.db.query<{ id: string }[]>(
      `select u.id from users u join attendance a on a.user_id = u.id
       where u.availability = 'online' and a.seen_at <= $1 and u.availability_at <= $1`,
      [before],
    );
    for (const { id } of gone) {
      await this.work.run(async (tx) => {
        const [still] = await tx.query('select 1 from attendance where user_id = $1 and seen_at <= $2 for update', [
          id,
          before,
        ]);
        if (still) await this.become(tx, id, 'away');
      });
    }
  }

  private async become(tx: Tx, userId: string, availability: Availability): Promise<void> {
    const changed = await tx.query(
      `update users set availability = $2, availability_at = $3
       where id = $1 and active and availability <> $2 returning id`,
      [userId, availability, this.clock.now()],
    );
    if (changed.length > 0) tx.emit('identity.availability-changed', { userId, availability });
  }
}
