import { Injectable } from '@nestjs/common';
import { ConversationsService } from '../../conversations/conversations.service.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import type { Technician } from '../technicians/technician.entity.js';
import { VisitActions } from '../visits/visit-actions.service.js';
import type { ChecklistItem, Visit } from '../visits/visit.entity.js';
import { isEnded, visitRef } from '../visits/visit.rules.js';
import { VisitWriter, type HeldVisit } from '../visits/visit-writer.service.js';
import { FieldEquipment } from './field-equipment.service.js';
import type { FieldChange } from './field.dto.js';

/** After the end a report may still be completed for this long: the signature may have waited in a dead zone. */
const AFTERWARDS_MS = 48 * 3_600_000;

/** Applies what a technician did, within a transaction. What cannot be applied is refused with a code. */
@Injectable()
export class FieldWork {
  constructor(
    private readonly writer: VisitWriter,
    private readonly actions: VisitActions,
    private readonly tickets: TicketWriter,
    private readonly conversations: ConversationsService,
    private readonly units: FieldEquipment,
  ) {}

  async apply(tx: Tx, actor: Actor, technician: Technician, change: FieldChange): Promise<void> {
    const held = await this.writer.hold(tx, change.visitId);
    await this.refuseForeign(tx, held.visit, technician);
    if (change.type === 'step') return this.step(tx, held, actor, change);
    this.refuseEnded(held.visit, change);
    switch (change.type) {
      case 'checklist':
        return this.tick(tx, held.visit, actor, change);
      case 'part':
        return this.part(tx, held.visit, actor, change);
      case 'part-removed':
        return this.removePart(tx, held.visit, actor, change);
      case 'time':
        return this.time(tx, held.visit, technician, change);
      case 'signature':
        return this.sign(tx, held.visit, actor, change);
      case 'equipment':
        return this.equipment(tx, held.visit, change);
      case 'unit':
        return this.units.move(tx, held, actor, change);
      case 'note':
        return this.note(tx, held, actor, change);
    }
  }

  private async step(tx: Tx, held: HeldVisit, actor: Actor, { data, at }: FieldChange): Promise<void> {
    const { action, lat, lng, accuracy, reason, text, outcome, leaveOpen } = data;
    if (!action) throw invalid('data.action', 'must say which step');
    await this.actions.take(tx, held, actor, action, { at, lat, lng, accuracy, reason, text, outcome, leaveOpen });
  }

  /** Two phones that tick the same item see each other instead of overwriting. */
  private async tick(tx: Tx, visit: Visit, actor: Actor, { data, at }: FieldChange): Promise<void> {
    const { itemId, done, itemVersion } = data;
    if (!itemId || done === undefined) throw invalid('data.itemId', 'must name an item, and data.done what it is');
    const item = visit.checklist.find((one) => one.id === itemId);
    if (!item) throw conflict('item_gone', 'This item is no longer on the checklist.', { itemId });
    if (Boolean(item.doneAt) === done) return;
    if (itemVersion !== undefined && itemVersion !== (item.version ?? 0)) {
      throw conflict('item_changed', 'Somebody else has changed this item.', { item: { ...item } });
    }
    const ticked: ChecklistItem = {
      ...item,
      doneAt: done ? at.toISOString() : null,
      byName: actor.name,
      version: (item.version ?? 0) + 1,
    };
    await this.writer.amend(tx, visit, {
      checklist: visit.checklist.map((one) => (one.id === itemId ? ticked : one)),
    });
  }

  private async part(tx: Tx, visit: Visit, actor: Actor, { data, at, clientId }: FieldChange): Promise<void> {
    if (!data.name) throw invalid('data.name', 'must say which part');
    await tx.query(
      `insert into visit_parts (id, visit_id, name, quantity, serial, by_id, at, client_id) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [newId(), visit.id, data.name, data.quantity ?? 1, data.serial ?? null, actor.id, at, clientId],
    );
    await this.writer.amend(tx, visit);
  }

  private async removePart(tx: Tx, visit: Visit, actor: Actor, { data }: FieldChange): Promise<void> {
    const gone = await tx.query(
      'delete from visit_parts where visit_id = $1 and by_id = $2 and client_id = $3 returning id',
      [visit.id, actor.id, data.partClientId ?? ''],
    );
    if (gone.length === 0) throw conflict('part_gone', 'This part is not on the list any more.');
    await this.writer.amend(tx, visit);
  }

  private async time(tx: Tx, visit: Visit, technician: Technician, { data }: FieldChange): Promise<void> {
    const { kind = 'work', from, to } = data;
    if (!from || !to || to <= from) throw invalid('data.to', 'must be after data.from');
    if (to.getTime() - from.getTime() > 86_400_000) throw invalid('data.to', 'must be within a day of data.from');
    await tx.query(
      `insert into visit_times (id, visit_id, technician_id, kind, starts_at, ends_at, note) values ($1, $2, $3, $4, $5, $6, $7)`,
      [newId(), visit.id, technician.id, kind, from, to, data.text ?? null],
    );
    await this.writer.amend(tx, visit);
  }

  private async sign(tx: Tx, visit: Visit, actor: Actor, { data, at }: FieldChange): Promise<void> {
    if (!data.name) throw invalid('data.name', 'must say who signed');
    const [file] = data.fileClientId
      ? await tx.query<{ id: string }>(
          `select attachment_id as id from visit_files where visit_id = $1 and by_id = $2 and client_id = $3 and kind = 'signature'`,
          [visit.id, actor.id, data.fileClientId],
        )
      : [];
    if (data.fileClientId && !file) throw invalid('data.fileClientId', 'names a picture that was not uploaded');
    await this.writer.amend(tx, visit, {
      signature: { name: data.name, attachmentId: file?.id ?? null, at: at.toISOString() },
    });
  }

  private async equipment(tx: Tx, visit: Visit, { data }: FieldChange): Promise<void> {
    if (!data.name) throw invalid('data.name', 'must say which');
    const same = (one: Visit['equipment'][number]): boolean =>
      data.serial ? one.serial === data.serial : one.name === data.name;
    if (visit.equipment.some(same)) return;
    await this.writer.amend(tx, visit, {
      equipment: [...visit.equipment, { name: data.name, ...(data.serial && { serial: data.serial }) }],
    });
  }

  private async note(
    tx: Tx,
    { visit, ticket }: HeldVisit,
    actor: Actor,
    { data, clientId }: FieldChange,
  ): Promise<void> {
    if (!data.text?.trim()) throw invalid('data.text', 'must hold more than spaces');
    const conversation = await this.conversations.internalOf(tx, ticket.id);
    await this.tickets.say(tx, ticket, actor, conversation, {
      kind: 'note',
      direction: 'internal',
      author: { kind: 'user', id: actor.id },
      sender: { name: actor.name },
      text: data.text,
      state: 'received',
      clientId: `field.${clientId}`,
      meta: { visit: visitRef(visit.number), visitId: visit.id },
    });
  }

  private async refuseForeign(tx: Tx, visit: Visit, technician: Technician): Promise<void> {
    const rows = await tx.query('select 1 from visit_technicians where visit_id = $1 and technician_id = $2', [
      visit.id,
      technician.id,
    ]);
    if (rows.length === 0) {
      throw conflict('not_yours', 'Somebody else goes there now, or it waits to be planned again.', {
        state: visit.state,
      });
    }
  }

  private refuseEnded(visit: Visit, { at }: FieldChange): void {
    if (!isEnded(visit.state)) return;
    const late = visit.state === 'cancelled' || !visit.leftAt || at.getTime() - visit.leftAt.getTime() > AFTERWARDS_MS;
    if (late) throw conflict('visit_ended', 'This visit has ended.', { state: visit.state });
  }
}
