import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { newId } from '../../platform/ids.js';
import { Technician } from '../technicians/technician.entity.js';
import type { PositionsBody, PositionSwitchView } from './field.dto.js';
import { FieldPeople } from './field-people.service.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'dispatch.forget-positions': Record<string, never>;
  }
}

/** Long enough to explain a delay on the next day, and no longer. */
export const KEPT_HOURS = 48;

/**
 * Where a technician is: taken only while the own switch is on and only on the way to a customer, kept for two days, and
 * every turn of the switch is written down for its owner to read.
 */
@Injectable()
export class PositionsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly people: FieldPeople,
  ) {}

  async take(actor: Actor, { visitId, positions }: PositionsBody): Promise<number> {
    const technician = await this.people.technician(actor);
    const now = this.clock.now();
    const recent = positions.filter(
      ({ at }) => at <= new Date(now.getTime() + 120_000) && at.getTime() > now.getTime() - KEPT_HOURS * 3_600_000,
    );
    const kept = await this.db.query<object[]>(
      `insert into technician_positions (technician_id, at, visit_id, lat, lng, accuracy, received_at)
       select who.id, p.at, v.id, p.lat, p.lng, p.accuracy, $3
       from technicians who join visit_technicians vt on vt.technician_id = who.id
       join visits v on v.id = vt.visit_id and v.state = 'en_route'
       cross join unnest($4::timestamptz[], $5::float8[], $6::float8[], $7::float8[]) as p(at, lat, lng, accuracy)
       where who.id = $1 and v.id = $2 and who.shares_position and p.at >= v.travel_at
       on conflict do nothing returning at`,
      [
        technician.id,
        visitId,
        now,
        recent.map((one) => one.at),
        recent.map((one) => one.lat),
        recent.map((one) => one.lng),
        recent.map((one) => one.accuracy ?? null),
      ],
    );
    return kept.length;
  }

  async read(actor: Actor): Promise<PositionSwitchView> {
    const technician = await this.people.technician(actor);
    const log = await this.db.query<{ on: boolean; at: Date }[]>(
      `select turned_on as "on", at from position_switches where technician_id = $1 order by at desc, id desc limit 100`,
      [technician.id],
    );
    return { on: technician.sharesPosition, keptHours: KEPT_HOURS, log };
  }

  async turn(actor: Actor, on: boolean): Promise<void> {
    const { id } = await this.people.technician(actor);
    await this.work.run(async (tx) => {
      const row = (await tx.lock(Technician, { id }))!;
      if (row.sharesPosition === on) return;
      await tx.save(Object.assign(row, { sharesPosition: on, version: row.version + 1 }));
      await tx.query(
        'insert into position_switches (id, technician_id, turned_on, by_id, at) values ($1, $2, $3, $4, $5)',
        [newId(), id, on, actor.id, this.clock.now()],
      );
      // Who turns it off does not want to have been seen.
      if (!on) await tx.query('delete from technician_positions where technician_id = $1', [id]);
    });
  }

  @Job('dispatch.forget-positions', { cron: '41 * * * *' })
  async forget(): Promise<void> {
    await this.db.query('delete from technician_positions where received_at < $1', [
      new Date(this.clock.millis() - KEPT_HOURS * 3_600_000),
    ]);
  }
}
