import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { Refusal } from '../../platform/http/refusal.js';
import type { Technician } from '../technicians/technician.entity.js';
import { WholeVisit } from '../visits/whole-visit.js';
import type { FieldAnswer, FieldAnswers, FieldChange, FieldChanges } from './field.dto.js';
import { FieldPeople } from './field-people.service.js';
import { FieldWork } from './field-work.service.js';

type Stored = Pick<FieldAnswer, 'status' | 'code' | 'detail' | 'current'>;

/**
 * What phones say after hours without a network. Each change is applied with the row that remembers it in one
 * transaction, so that it happens once however often it is sent; one device's changes happen in its order.
 */
@Injectable()
export class FieldChangesService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly people: FieldPeople,
    private readonly fieldWork: FieldWork,
    private readonly whole: WholeVisit,
  ) {}

  async take(actor: Actor, { device, changes }: FieldChanges): Promise<FieldAnswers> {
    const technician = await this.people.technician(actor);
    const results: FieldAnswer[] = [];
    for (const change of [...changes].sort((a, b) => a.seq - b.seq)) {
      results.push(await this.one(actor, technician, device, change));
    }
    return { results, visits: await this.own(technician.id, changes), now: this.clock.now() };
  }

  private async one(actor: Actor, technician: Technician, device: string, change: FieldChange): Promise<FieldAnswer> {
    const { clientId } = change;
    try {
      const answer = await this.work.run(async (tx) => {
        const known = await this.begin(tx, actor, device, change);
        if (known) return { ...known, repeat: true };
        await this.fieldWork.apply(tx, actor, technician, change);
        return { ...(await this.remember(tx, actor, device, change, { status: 'applied' })), repeat: false };
      });
      return { clientId, ...answer };
    } catch (error) {
      if (!(error instanceof Refusal) || error.status >= 500) throw error;
      return { clientId, ...(await this.rememberNo(actor, device, change, answerOf(error))) };
    }
  }

  /** Held to the commit: two copies of one batch at once are one batch. */
  private async begin(tx: Tx, actor: Actor, device: string, change: FieldChange): Promise<Stored | null> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 31))', [`${actor.id} ${device}`]);
    const [known] = await tx.query<{ answer: Stored }>(
      'select answer from field_changes where user_id = $1 and client_id = $2',
      [actor.id, change.clientId],
    );
    if (known) return known.answer;
    const [last] = await tx.query<{ seq: string | null }>(
      'select max(device_seq) as seq from field_changes where user_id = $1 and device = $2',
      [actor.id, device],
    );
    if (last?.seq && Number(last.seq) >= change.seq) {
      throw new Refusal('out_of_order', 422, 'The device has told something later before this.', {
        extra: { lastSeq: Number(last.seq) },
      });
    }
    return null;
  }

  private async remember(tx: Tx, actor: Actor, device: string, change: FieldChange, answer: Stored): Promise<Stored> {
    await tx.query(
      `insert into field_changes (user_id, client_id, device, device_seq, visit_id, type, status, answer, device_at, received_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        actor.id,
        change.clientId,
        device,
        change.seq,
        change.visitId,
        change.type,
        answer.status,
        JSON.stringify(answer),
        change.at,
        this.clock.now(),
      ],
    );
    return answer;
  }

  /** A no is remembered too: the same change is not tried again behind the technician's back. */
  private rememberNo(
    actor: Actor,
    device: string,
    change: FieldChange,
    answer: Stored,
  ): Promise<Stored & { repeat: boolean }> {
    return this.work.run(async (tx) => {
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 31))', [`${actor.id} ${device}`]);
      const [known] = await tx.query<{ answer: Stored }>(
        'select answer from field_changes where user_id = $1 and client_id = $2',
        [actor.id, change.clientId],
      );
      if (known) return { ...known.answer, repeat: true };
      return { ...(await this.remember(tx, actor, device, change, answer)), repeat: false };
    });
  }

  private async own(technicianId: string, changes: readonly FieldChange[]): Promise<FieldAnswers['visits']> {
    const rows = await this.db.query<{ id: string }[]>(
      'select visit_id as id from visit_technicians where technician_id = $1 and visit_id = any($2::uuid[])',
      [technicianId, [...new Set(changes.map((change) => change.visitId))]],
    );
    return this.whole.readAll(rows.map((row) => row.id));
  }
}

function answerOf({ code, status, message, details }: Refusal): Stored {
  return {
    status: status === 409 ? 'conflict' : 'refused',
    code,
    detail: details.errors?.[0] ? `${details.errors[0].path} ${details.errors[0].message}` : message,
    ...(details.extra && { current: details.extra }),
  };
}
