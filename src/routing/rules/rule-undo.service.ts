import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import type { Ticket } from '../../tickets/ticket.entity.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import { restorable, revived, snapshot } from '../../tickets/undo.rules.js';
import { changedFields } from './changed-fields.rules.js';
import type { FiredTicket, NotUndone, RuleUndone, UndoRule } from './rule.dto.js';
import { RuleFiring } from './rule-firing.entity.js';
import { RulesService } from './rules.service.js';
import { tagsBack } from './rule.rules.js';

const AT_ONCE = 500;

interface Undone {
  ticket: FiredTicket;
  restored: string[];
  kept: NotUndone[];
}

const LEFT: Record<string, NotUndone['why']> = {
  reply: 'said',
  note: 'said',
  notify: 'sent',
  webhook: 'sent',
  visit: 'asked',
};

/**
 * Takes back what a bad rule did, newest first, each ticket in its own transaction: fields that nobody has changed since
 * get their values back, and what has left the ticket is named.
 */
@Injectable()
export class RuleUndo {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly rules: RulesService,
    private readonly writer: TicketWriter,
    private readonly audit: AuditService,
  ) {}

  async undo(actor: Actor, ruleId: string, { from, to, firingIds }: UndoRule): Promise<RuleUndone> {
    const rule = await this.rules.require(ruleId);
    const found = await this.db.query<{ id: string }[]>(
      `select id from rule_firings
       where rule_id = $1 and undone_at is null and outcome = 'done' and ($2::timestamptz is null or at >= $2)
         and ($3::timestamptz is null or at <= $3) and ($4::uuid[] is null or id = any($4))
       order by at desc, id desc limit ${AT_ONCE + 1}`,
      [ruleId, from ?? null, to ?? null, firingIds ?? null],
    );
    const done: Undone[] = [];
    for (const { id } of found.slice(0, AT_ONCE)) {
      const one = await this.work.run((tx) => this.undoOne(tx, actor, id, rule.name));
      if (one) done.push(one);
    }
    await this.work.run((tx) =>
      this.audit.record(tx, {
        actor,
        action: 'rule.undone',
        target: { kind: 'rule', id: ruleId },
        data: { firings: done.length },
      }),
    );
    const restored = new Map(done.filter((one) => one.restored.length > 0).map(({ ticket }) => [ticket.id, ticket]));
    return {
      firings: done.length,
      restored: [...restored.values()],
      kept: done.flatMap((one) => one.kept),
      more: found.length > AT_ONCE,
    };
  }

  private async undoOne(tx: Tx, actor: Actor, firingId: string, rule: string): Promise<Undone | null> {
    // The ticket before the firing, as everybody locks: whoever fires holds the ticket and writes the firing.
    const seen = await tx.find(RuleFiring, { id: firingId });
    if (!seen) return null;
    const ticket = await this.writer.lock(tx, seen.ticketId);
    const firing = await tx.lock(RuleFiring, { id: firingId });
    if (!firing || firing.undoneAt) return null;
    const outcome = await this.giveBack(tx, actor, ticket, firing, rule);
    await tx.query('update rule_firings set undone_at = $2, undone = $3 where id = $1', [
      firingId,
      this.clock.now(),
      JSON.stringify({
        by: actor.name,
        restored: outcome.restored,
        kept: outcome.kept.map(({ what, why }) => ({ what, why })),
      }),
    ]);
    return outcome;
  }

  private async giveBack(tx: Tx, actor: Actor, ticket: Ticket, firing: RuleFiring, rule: string): Promise<Undone> {
    const about = { id: ticket.id, number: ticket.number, subject: ticket.subject };
    const { before, after, tagged, untagged, done } = firing.effects;
    const fields = Object.keys(after);
    const back = ticket.mergedIntoId ? {} : restorable(snapshot(ticket), { before, after });
    const tags = tagsBack(ticket.tags, { tagged, untagged });
    const values = revived(back);
    if (!ticket.mergedIntoId && tags.tags.join() !== ticket.tags.join()) values.tags = tags.tags;
    if (Object.keys(values).length > 0) {
      await this.writer.restore(tx, ticket, actor, values, { undo: firing.id, rule, ruleId: firing.ruleId });
    }
    const missing = fields.filter((key) => !(key in back));
    if (tagged.length + untagged.length > 0 && (tags.kept || ticket.mergedIntoId)) missing.push('tags');
    const why = ticket.mergedIntoId ? 'merged' : 'changed_since';
    return {
      ticket: about,
      restored: changedFields(Object.keys(values)),
      kept: [
        ...[...new Set(changedFields(missing))].map((what) => ({ ticket: about, what, why })),
        ...done.map(({ type }) => ({ ticket: about, what: type, why: LEFT[type]! })),
      ],
    };
  }
}
