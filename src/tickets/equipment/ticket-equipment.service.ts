import { Injectable } from '@nestjs/common';
import type { EquipmentView } from '../../equipment/equipment.dto.js';
import { EquipmentService } from '../../equipment/equipment.service.js';
import { Clock } from '../../platform/clock.js';
import { Reading } from '../../platform/database/reading.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { can, SYSTEM, type Actor } from '../../platform/http/access.decorators.js';
import { forbidden, notFound } from '../../platform/http/refusal.js';
import { decodeCursor, pageOf, type PageQuery } from '../../platform/http/paging.js';
import { visibleTo } from '../ticket.access.js';
import type { Ticket } from '../ticket.entity.js';
import { TicketWriter } from '../ticket-writer.service.js';
import { VisibleTickets } from '../visible-tickets.js';
import type { EquipmentTickets, TicketEquipment } from './ticket-equipment.dto.js';

type LinkedUnit = Pick<EquipmentView, 'id' | 'tag' | 'site' | 'company'>;

/** Which units a ticket is about, and which tickets were about a unit. */
@Injectable()
export class TicketEquipmentService {
  constructor(
    private readonly reading: Reading,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly visible: VisibleTickets,
    private readonly writer: TicketWriter,
    private readonly equipment: EquipmentService,
  ) {}

  async list(actor: Actor, idOrNumber: string): Promise<TicketEquipment> {
    refuseBlind(actor);
    const ticketId = await this.visible.idOf(actor, idOrNumber);
    const rows = await this.reading.query<{ id: string }>(
      'select equipment_id as id from ticket_equipment where ticket_id = $1',
      [ticketId],
    );
    const units = await this.equipment.among(rows.map((row) => row.id));
    return { items: units.map(withoutLink), nextCursor: null };
  }

  /** Saying it twice is no news. */
  async add(actor: Actor, idOrNumber: string, equipmentId: string): Promise<void> {
    refuseBlind(actor);
    const [unit] = await this.equipment.among([equipmentId]);
    if (!unit) throw notFound('unit');
    await this.work.run(async (tx) => {
      await this.link(tx, await this.visible.lockForWork(tx, actor, idOrNumber), actor, unit);
    });
  }

  /** As the customer said when they opened it, in that transaction. A unit that is gone meanwhile is left out. */
  async addWithin(tx: Tx, ticketId: string, equipmentId: string): Promise<void> {
    const [unit] = await this.equipment.among([equipmentId]);
    if (unit) await this.link(tx, await this.writer.lock(tx, ticketId), SYSTEM, unit);
  }

  private async link(tx: Tx, ticket: Ticket, actor: Actor, unit: LinkedUnit): Promise<void> {
    const added = await tx.query(
      `insert into ticket_equipment (ticket_id, equipment_id, by_id, at) values ($1, $2, $3, $4)
       on conflict do nothing returning equipment_id`,
      [ticket.id, unit.id, actor.kind === 'user' ? actor.id : null, this.clock.now()],
    );
    if (added.length === 0) return;
    const data = { equipmentId: unit.id, tag: unit.tag };
    // Where nobody said which place the ticket concerns, it is the one where the unit stands.
    const stands = !ticket.siteId && unit.company?.id === ticket.companyId ? unit.site?.id : undefined;
    const place = stands ? { siteId: stands } : {};
    await this.writer.apply(tx, ticket, actor, place, { unit: unit.tag }, [{ type: 'ticket.about', data }]);
  }

  async remove(actor: Actor, idOrNumber: string, equipmentId: string): Promise<void> {
    refuseBlind(actor);
    const [unit] = await this.equipment.among([equipmentId]);
    await this.work.run(async (tx) => {
      const ticket = await this.visible.lockForWork(tx, actor, idOrNumber);
      const gone = await tx.query(
        'delete from ticket_equipment where ticket_id = $1 and equipment_id = $2 returning equipment_id',
        [ticket.id, equipmentId],
      );
      if (gone.length === 0 || !unit) throw notFound('unit');
      const data = { equipmentId: unit.id, tag: unit.tag };
      await this.writer.apply(tx, ticket, actor, {}, null, [{ type: 'ticket.not-about', data }]);
    });
  }

  /** As far as the reader sees them; the newest first. */
  async ticketsOf(actor: Actor, equipmentId: string, { limit, cursor }: PageQuery): Promise<EquipmentTickets> {
    refuseBlind(actor);
    const parameters: unknown[] = [equipmentId, limit + 1];
    const where = [`q.equipment_id = $1`, visibleTo(actor, parameters)];
    const after = decodeCursor(cursor, 1);
    if (after) where.push(`t.id < $${parameters.push(String(after[0]))}::uuid`);
    const rows = await this.reading.query<EquipmentTickets['items'][number]>(
      `select t.id, t.number::int as number, t.subject, t.created_at as "createdAt",
         json_build_object('id', s.id, 'name', s.name, 'category', s.category) as status
       from ticket_equipment q join tickets t on t.id = q.ticket_id join statuses s on s.id = t.status_id
       where ${where.join(' and ')} order by t.id desc limit $2`,
      parameters,
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }
}

function withoutLink(unit: EquipmentView & { link: string }): EquipmentView {
  const { link: _, ...view } = unit;
  return view;
}

/** A route asks for a right to tickets; units need one of their own. */
function refuseBlind(actor: Actor): void {
  if (!can(actor, 'equipment:read')) throw forbidden();
}
