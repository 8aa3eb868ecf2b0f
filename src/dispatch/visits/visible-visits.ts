import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Tx } from '../../platform/database/tx.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { forbidden, notFound } from '../../platform/http/refusal.js';
import { can } from '../../platform/http/access.decorators.js';
import { visibleVisits } from './visit.access.js';
import { VisitWriter, type HeldVisit } from './visit-writer.service.js';

/** Finds visits for somebody: what is not theirs does not exist. */
@Injectable()
export class VisibleVisits {
  constructor(
    private readonly db: DataSource,
    private readonly writer: VisitWriter,
  ) {}

  async require(actor: Actor, id: string, tx?: Tx): Promise<string> {
    const parameters: unknown[] = [id];
    const [row] = await (tx?.manager ?? this.db).query<{ id: string }[]>(
      `select v.id from visits v join tickets t on t.id = v.ticket_id where v.id = $1 and ${visibleVisits(actor, parameters)}`,
      parameters,
    );
    if (!row) throw notFound('visit');
    return row.id;
  }

  async hold(tx: Tx, actor: Actor, id: string, version?: number): Promise<HeldVisit> {
    return this.writer.hold(tx, await this.require(actor, id, tx), version);
  }

  /** For steps on the way: who plans may do them for everybody, a technician for the own visits. */
  async holdAsWorker(tx: Tx, actor: Actor, id: string, version?: number): Promise<HeldVisit> {
    const held = await this.hold(tx, actor, id, version);
    if (!can(actor, 'visits:plan') && !(await this.goes(tx, actor, id))) {
      throw forbidden('Only those who go, or who plan, may say this.');
    }
    return held;
  }

  private async goes(tx: Tx, actor: Actor, visitId: string): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from visit_technicians vt join technicians who on who.id = vt.technician_id
       where vt.visit_id = $1 and who.user_id = $2`,
      [visitId, actor.id],
    );
    return rows.length > 0;
  }
}
