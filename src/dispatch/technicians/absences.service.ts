import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid, notFound } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import type { NewAbsence } from './technician.dto.js';

const LONGEST_MS = 731 * 86_400_000;

/** When a technician is not there. Visits that stand within it stay; the board shows them as impossible. */
@Injectable()
export class AbsencesService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  add(actor: Actor, technicianId: string, { from, to, reason = '' }: NewAbsence): Promise<string> {
    if (to <= from) throw invalid('to', 'must be after from');
    if (to.getTime() - from.getTime() > LONGEST_MS) throw invalid('to', 'must be within two years of from');
    return this.work.run(async (tx) => {
      const [known] = await tx.query('select 1 from technicians where id = $1 for share', [technicianId]);
      if (!known) throw notFound('technician');
      const id = newId();
      await tx.query(
        `insert into technician_absences (id, technician_id, starts_at, ends_at, reason, made_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [id, technicianId, from, to, reason, actor.id, this.clock.now()],
      );
      return id;
    });
  }

  remove(technicianId: string, id: string): Promise<void> {
    return this.work.run(async (tx) => {
      const gone = await tx.query('delete from technician_absences where id = $1 and technician_id = $2 returning id', [
        id,
        technicianId,
      ]);
      if (gone.length === 0) throw notFound('absence');
    });
  }
}
