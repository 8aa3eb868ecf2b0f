import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { conflict } from '../platform/http/refusal.js';
import type { Equipment } from './equipment.entity.js';
import type { Move } from './equipment.rules.js';
import { todayAt } from './equipment.sql.js';

export interface HoldingReservation {
  id: string;
  state: 'open' | 'used';
  from: string;
  until: string;
  company: { id: string; name: string } | null;
}

/** What a move does to the promises that were made about a unit, which is held. */
@Injectable()
export class UnitReservations {
  constructor(private readonly clock: Clock) {}

  /** Those that hold on some of these days, the first one first. */
  overlapping(tx: Tx, unitId: string, from: string, until: string, without?: string): Promise<HoldingReservation[]> {
    return tx.query<HoldingReservation>(
      `${HOLDING} where r.equipment_id = $1 and r.state in ('open', 'used') and r.during && daterange($2::date, $3::date, '[]')
         and r.id is distinct from $4::uuid order by lower(r.during)`,
      [unitId, from, until, without ?? null],
    );
  }

  /** It goes to a customer: to those to whom it is promised today, if it is promised. */
  async take(tx: Tx, unit: Equipment, companyId: string | null): Promise<void> {
    const [promise] = await tx.query<HoldingReservation>(
      `${HOLDING} where r.equipment_id = $1 and r.state in ('open', 'used') and r.during @> ${todayAt('$2')}`,
      [unit.id, this.clock.now()],
    );
    if (!promise) return;
    if (promise.company && promise.company.id !== companyId) {
      throw conflict('equipment_reserved', `${unit.tag} is reserved for ${promise.company.name}.`, {
        tag: unit.tag,
        reservation: promise,
      });
    }
    await tx.query(`update equipment_reservations set state = 'used', version = version + 1 where id = $1`, [
      promise.id,
    ]);
  }

  /** What came back is free again; what is gone for good must not be promised to anybody. */
  async after(tx: Tx, unit: Equipment, move: Move): Promise<void> {
    if (move === 'retire') {
      const [promise] = await tx.query<HoldingReservation>(
        `${HOLDING} where r.equipment_id = $1 and r.state = 'open' and upper(r.during) > ${todayAt('$2')} order by lower(r.during)`,
        [unit.id, this.clock.now()],
      );
      if (promise) {
        throw conflict('equipment_reserved', `${unit.tag} is reserved. Cancel the reservation first.`, {
          tag: unit.tag,
          reservation: promise,
        });
      }
    }
    await tx.query(
      `update equipment_reservations set state = 'ended', ended_at = $2, version = version + 1
       where equipment_id = $1 and state = 'used'`,
      [unit.id, this.clock.now()],
    );
  }
}

const HOLDING = `
  select r.id, r.state, lower(r.during)::text as from, (upper(r.during) - 1)::text as until,
    case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as company
  from equipment_reservations r left join companies c on c.id = r.company_id`;
