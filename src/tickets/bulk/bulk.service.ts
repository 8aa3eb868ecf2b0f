import { Injectable } from '@nestjs/common';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { can, type Actor } from '../../platform/http/access.decorators.js';
import { conflict, forbidden, notFound, Refusal } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { TicketChanges } from '../ticket-changes.js';
import { TicketContributions } from '../ticket-contributions.service.js';
import { MOST_TAGS } from '../ticket.dto.js';
import { isOpen } from '../ticket.rules.js';
import { TicketWriter } from '../ticket-writer.service.js';
import { restorable, revived, snapshot, traces } from '../undo.rules.js';
import { VisibleTickets } from '../visible-tickets.js';
import { BulkChangeRow } from './bulk-change.entity.js';
import { retagged } from './retag.rules.js';
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

  async change(actor: Actor, { ids, ...wanted }: BulkChange): Promise<BulkDone> {
    const change = await this.read(actor, wanted);
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
          const tags = tagsOf(change.tags ?? ticket.tags, wanted);
          if (tags.tags && tags.tags.length > MOST_TAGS) {
            failed.push({ id, ...TOO_MANY_TAGS });
            continue;
          }
          const fields = await this.changes.fieldsOf(tx, ticket.fields, wanted.change ?? {});
          const whole = { ...change, ...fields, ...tags };
          if (!(await this.writer.apply(tx, ticket, actor, whole, { bulk: ids.length }))) continue;
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
        const { change: plain = {}, ...tags } = wanted;
        await this.audit.record(tx, {
          actor,
          action: 'tickets.changed-together',
          target: { kind: 'bulk', id: row.id },
          data: { tickets: journal.length, fields: Object.keys({ ...plain, ...tags }) },
        });
      }
      return { undoId: row.id, changed: journal.map((entry) => entry.ticketId), failed };
    });
  }

  private async read(actor: Actor, { change = {}, addTags, removeTags }: Omit<BulkChange, 'ids'>) {
    // Tags are asked for like every other change of a ticket.
    if ((addTags ?? removeTags) && !can(actor, 'tickets:write')) throw forbidden('You may not change tickets.');
    return this.changes.read(actor, change);
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
const TOO_MANY_TAGS = { code: 'too_many_tags', detail: `A ticket has at most ${MOST_TAGS} tags.` };

const tagsOf = (tags: readonly string[], { addTags, removeTags }: Omit<BulkChange, 'ids'>): { tags?: string[] } =>
  addTags || removeTags ? { tags: retagged(tags, addTags ?? [], removeTags ?? []) } : {};

/** What was refused for one of many: a value that does not fit it says so in its own words. */
export const failureOf = (id: string, { code, message, details }: Refusal): BulkFailure => ({
  id,
  code,
  detail: details.errors?.[0]?.message ?? message,
});
