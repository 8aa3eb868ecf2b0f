import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { SYSTEM } from '../../platform/http/access.decorators.js';
import { Refusal } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { RepliesService } from '../../tickets/replies/replies.service.js';
import { fillIn, type TemplateValues } from '../../tickets/templates/template.rules.js';
import type { Ticket } from '../../tickets/ticket.entity.js';
import type { Effects, ReadyRule, RulePlan } from './rule.rules.js';

const DAY_MS = 86_400_000;
/** Two desks that answer each other stop here, whatever their marks say. */
const MOST_REPLIES_A_DAY = 5;

interface Firing {
  firingId: string;
  reason: Record<string, unknown>;
  effects: Effects;
}

/** What a rule says and asks for: to the customer, to colleagues, to other programs, to dispatch. */
@Injectable()
export class RuleSayings {
  constructor(
    private readonly clock: Clock,
    private readonly replies: RepliesService,
  ) {}

  async say(tx: Tx, ticket: Ticket, rule: ReadyRule, plan: RulePlan, firing: Firing): Promise<void> {
    const { says, notices, hooks, visits } = plan;
    if (says.length + notices.length + hooks.length + visits.length === 0) return;
    const values = await this.valuesOf(tx, ticket);
    for (const [at, { kind, text }] of says.entries()) {
      await this.write(tx, ticket, rule, firing, { kind, text: fillIn(text, values), at });
    }
    for (const notice of notices) {
      const { firingId } = firing;
      tx.emit('rule.notice-wanted', {
        firingId,
        ticketId: ticket.id,
        rule: rule.name,
        userIds: notice.users,
        teamIds: notice.teams,
        text: fillIn(notice.text, values),
      });
      firing.effects.done.push({ type: 'notify', detail: [...notice.users, ...notice.teams].join(' ') });
    }
    for (const url of hooks) await this.callOut(tx, ticket, rule, firing, url);
    for (const kind of visits) {
      tx.emit('visit.wanted', { ticketId: ticket.id, kind, because: firing.reason });
      firing.effects.done.push({ type: 'visit', detail: kind });
    }
  }

  private async write(
    tx: Tx,
    ticket: Ticket,
    rule: ReadyRule,
    { firingId, effects }: Firing,
    { kind, text, at }: { kind: 'reply' | 'note'; text: string; at: number },
  ): Promise<void> {
    const held = kind === 'reply' ? await this.whyNot(tx, ticket) : undefined;
    if (held) return void effects.refused.push({ type: kind, why: held });
    try {
      const said = await this.replies.automatic(tx, ticket, {
        kind,
        text,
        clientId: `rule.${firingId}.${at}`,
        meta: { rule: { id: rule.id, name: rule.name } },
      });
      effects.done.push({ type: kind, detail: said.id });
    } catch (error) {
      // No line reaches this customer: known before anything was written.
      if (!(error instanceof Refusal)) throw error;
      effects.refused.push({ type: kind, why: error.code });
    }
  }

  /** A machine, and who asked for no answers, gets none; nor does anybody get one without end. */
  private async whyNot(tx: Tx, ticket: Ticket): Promise<string | undefined> {
    const [row] = await tx.query<{ machine: boolean | null; sent: number }>(
      `select
         (select m.automatic or m.meta ->> 'mayAcknowledge' = 'false' from messages m
          where m.ticket_id = $1 and m.direction = 'in' and not (m.meta ? 'thirdParty') order by m.ticket_seq desc limit 1) as machine,
         (select count(*)::int from messages m
          where m.ticket_id = $1 and m.direction = 'out' and m.automatic and m.meta ? 'rule' and m.at > $2) as sent`,
      [ticket.id, new Date(this.clock.millis() - DAY_MS)],
    );
    if (row?.machine) return 'automatic_mail';
    return row && row.sent >= MOST_REPLIES_A_DAY ? 'too_many_replies' : undefined;
  }

  private async callOut(
    tx: Tx,
    ticket: Ticket,
    rule: ReadyRule,
    { firingId, effects }: Firing,
    url: string,
  ): Promise<void> {
    const id = newId();
    await tx.query(
      `insert into rule_deliveries (id, firing_id, rule_id, ticket_id, url, state, at, updated_at)
       values ($1, $2, $3, $4, $5, 'queued', $6, $6)`,
      [id, firingId, rule.id, ticket.id, url, this.clock.now()],
    );
    tx.emit('rule.hook-wanted', { deliveryId: id });
    effects.done.push({ type: 'webhook', detail: id });
  }

  private async valuesOf(tx: Tx, ticket: Ticket): Promise<TemplateValues> {
    const [customer] = await tx.query<{ name: string }>('select name from contacts where id = $1', [ticket.contactId]);
    const name = customer?.name ?? '';
    return {
      'customer.name': name,
      'customer.first_name': name.split(' ')[0] ?? '',
      'ticket.number': String(ticket.number),
      'ticket.subject': ticket.subject,
      'agent.name': SYSTEM.name,
    };
  }
}
