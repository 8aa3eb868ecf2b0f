import { Injectable } from '@nestjs/common';
import { EquipmentMovesService } from '../../equipment/equipment-moves.service.js';
import { EquipmentService, type NamedUnit } from '../../equipment/equipment.service.js';
import { LocationsService } from '../../equipment/locations.service.js';
import type { Tx } from '../../platform/database/tx.js';
import { can, type Actor } from '../../platform/http/access.decorators.js';
import { conflict, forbidden, invalid } from '../../platform/http/refusal.js';
import type { Visit } from '../visits/visit.entity.js';
import { VisitWriter, type HeldVisit } from '../visits/visit-writer.service.js';
import type { FieldChange } from './field.dto.js';

/** Units that a technician installs, swaps and takes away at a visit. What is taken away rides in their van. */
@Injectable()
export class FieldEquipment {
  constructor(
    private readonly units: EquipmentService,
    private readonly moves: EquipmentMovesService,
    private readonly locations: LocationsService,
    private readonly writer: VisitWriter,
  ) {}

  async move(tx: Tx, held: HeldVisit, actor: Actor, { data, at }: FieldChange): Promise<void> {
    if (!can(actor, 'equipment:move')) throw forbidden();
    const { move, unit: text, other, broken } = data;
    if (!move || !text) throw invalid('data.unit', 'must name a unit, and data.move what was done with it');
    const unit = await this.units.named(tx, text, 'data.unit');
    const why = { ticketId: held.ticket.id, visitId: held.visit.id, at, ...(data.text && { reason: data.text }) };
    if (move === 'install') {
      const where = held.visit.siteId
        ? { siteId: held.visit.siteId }
        : { companyId: held.ticket.companyId ?? undefined };
      await this.moves.moveWithin(tx, actor, unit.id, { action: 'install', ...where, ...why });
      return this.note(tx, held.visit, unit);
    }
    refuseElsewhere(unit, held.ticket.companyId);
    const locationId = await this.locations.vanOf(tx, { id: actor.id!, name: actor.name });
    const outAs = broken ? 'repair' : 'return';
    if (move === 'return') {
      await this.moves.moveWithin(tx, actor, unit.id, { action: outAs, locationId, ...why });
      return this.note(tx, held.visit, unit);
    }
    if (!other) throw invalid('data.other', 'must name the unit that took its place');
    const fresh = await this.units.named(tx, other, 'data.other');
    await this.moves.swapWithin(tx, actor, { outId: unit.id, inId: fresh.id, locationId, outAs, ...why });
    await this.note(tx, held.visit, fresh);
  }

  /** The visit's report names it. */
  private async note(tx: Tx, visit: Visit, { tag, serial, name }: NamedUnit): Promise<void> {
    const known = visit.equipment.some((one) => one.name.startsWith(`${tag} `));
    const entry = { name: `${tag} ${name}`, ...(serial && { serial }) };
    await this.writer.amend(tx, visit, known ? {} : { equipment: [...visit.equipment, entry] });
  }
}

/** Somebody scanned the wrong one, or the books are wrong: either way a person looks at it. */
function refuseElsewhere(unit: NamedUnit, companyId: string | null): void {
  if (unit.companyId && companyId && unit.companyId !== companyId) {
    throw conflict('not_here', `${unit.tag} stands at another customer’s.`, { tag: unit.tag });
  }
}
