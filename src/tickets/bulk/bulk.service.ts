import { Injectable } from '@nestjs/common';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, notFound, Refusal } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { TicketChanges } from '../ticket-changes.js';
import { TicketContributions } from '../ticket-contributions.service.js';
import { isOpen } from '../ticket.rules.js';
import { TicketWriter } from '../ticket-writer.service.js';
import { restorable, revived, snapshot, traces } from '../undo.rules.js';
import { VisibleTickets } from '../visible-tickets.js';
import { BulkChangeRow } from './bulk-change.entity.js';
import type { BulkChange, BulkDone, BulkFailure, BulkUndone } from './bulk.dto.js';

/** One change to many tickets, in one transaction, with a way back. */
@Injectable()
export class BulkService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly visible: VisibleTickets,
    private readonly changes: TicketChanges,
    private readonly contributions: TicketContributions,
    private readonly writer: TicketWriter,
    private readonly audit: AuditService,
  ) {}

  async change(actor: Actor, { ids, change: wanted }: BulkChange): Promise<BulkDone> {
    const change = await this.changes.read(actor, wanted);
    return this.work.run(async (tx) => {
      const journal: BulkChangeRow['journal'] = [];
      const failed: BulkFailure[] = [];
      const closes = await this.changes.closes(tx, change);
      const placeOf = await this.changes.ownerOf(tx, change.siteId);
      // Everybody locks in the same order, or two who mark the same rows wait for each other for ever.
      for (const id of [...new Set(ids)].sort()) {
        try {
          const ticket = await this.visible.lockForWork(tx, actor, id);
          const before = snapshot(ticket);
          const hindrance = closes && isOpen(ticket.category) && (await this.contributions.hindrance(tx, id));
          if (hindrance) {
            failed.push(failureOf(id, hindrance));
            continue;
          }
          const { companyId = ticket.companyId } = change;
          if (placeOf !== undefined && placeOf !== companyId) {
            failed.push({ id, ...FOREIGN_PLACE });
            continue;
          }
          const fields = await this.changes.fieldsOf(tx, ticket.fields, wanted);
          if (!(await this.writer.apply(tx, ticket, actor, { ...change, ...fields }, { bulk: ids.length }))) continue;
          journal.push({ ticketId: id, traces: traces(before, snapshot(ticket)) });
        } catch (error) {
          // Only what was refused before it touched the database; anything else ends the transaction.
          if (!(error instanceof Refusal) || (error.code !== 'not_found' && error.code !== 'merged')) throw error;
          failed.push(failureOf(id, error));
        }
      }
      const row = { id: newId(), byId: actor.id, at: this.clock.now(), undoneAt: null, journal };
      await tx.query('insert into bulk_changes (id, by_id, at, journal) values ($1, $2, $3, $4)', [
        row.id,
        row.byId,
        row.at,
        JSON.stringify(journal),
      ]);
      if (journal.length > 1) {
        await this.audit.record(tx, {
          actor,
          action: 'tickets.changed-together',
          target: { kind: 'bulk', id: row.id },
          data: { tickets: journal.length, fields: Object.keys(wanted) },
        });
      }
      return { undoId: row.id, changed: journal.map((entry) => entry.ticketId), failed };
    });
  }

  /** Gives back what nobody has changed since, on tickets that the actor still sees. */
  async undo(actor: Actor, undoId: string): Promise<BulkUndone> {
    return this.work.run(async (tx) => {
      const row = await tx.lock(BulkChangeRow, { id: undoId });
      if (!row || row.byId !== actor.id) throw notFound('change');
      if (row.undoneAt) throw conflict('already_undone', 'This was taken back already.');
      const visible = await this.visible.among(
        actor,
        row.journal.map((entry) => entry.ticketId),
        tx,
      );
      const [restored, kept]: [string[], string[]] = [[], []];
      for (const { ticketId, traces: done } of row.journal) {
        const ticket = await this.writer.lock(tx, ticketId);
        const back = visible.has(ticketId) && !ticket.mergedIntoId ? restorable(snapshot(ticket), done) : {};
        if (Object.keys(back).length < Object.keys(done.after).length) kept.push(ticketId);
        if (Object.keys(back).length === 0) continue;
        await this.writer.restore(tx, ticket, actor, revived(back), { undo: undoId });
        restored.push(ticketId);
      }
      await tx.query('update bulk_changes set undone_at = $2 where id = $1', [undoId, this.clock.now()]);
      return { restored, kept };
    });
  }
}

const FOREIGN_PLACE = { code: 'foreign_place', detail: 'The place is not one of this ticket’s customer.' };
const failureOf = (id: string, { code, message }: Refusal): BulkFailure => ({ id, code, detail: message });
