import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page } from '../../platform/http/paging.js';
import type { Decisive } from '../../tickets/conditions/condition.rules.js';
import { visibleTo } from '../../tickets/ticket.access.js';
import type { DeliveryView, FiringsQuery, FiringView } from './rule.dto.js';
import { differencesOf } from './rule-words.rules.js';
import type { Effects } from './rule.rules.js';

interface Row {
  id: string;
  ticketId: string;
  number: string;
  subject: string;
  version: number;
  rule: string;
  event: string;
  outcome: string;
  matched: Decisive[];
  effects: Effects;
  deliveries: DeliveryView[];
  at: Date;
  atText: string;
  undoneAt: Date | null;
}

/** The log: which rule acted on which ticket, when, because of what, and what it did. */
@Injectable()
export class RuleFirings {
  constructor(private readonly db: DataSource) {}

  async list(actor: Actor, ruleId: string, { ticket, limit, cursor }: FiringsQuery): Promise<Page<FiringView>> {
    const after = decodeCursor(cursor, 2);
    const parameters: unknown[] = [
      ruleId,
      limit + 1,
      ticket ?? null,
      after ? String(after[0]) : null,
      after ? String(after[1]) : null,
    ];
    const rows = await this.db.query<Row[]>(
      `select f.id, f.ticket_id as "ticketId", t.number, t.subject, f.version, v.definition ->> 'name' as rule, f.event, f.outcome,
         f.matched, f.effects, f.at, f.at::text as "atText", f.undone_at as "undoneAt",
         (select coalesce(json_agg(json_build_object('url', d.url, 'state', d.state, 'attempts', d.attempts, 'status', d.status,
            'error', d.error) order by d.id), '[]') from rule_deliveries d where d.firing_id = f.id) as deliveries
       from rule_firings f
       join tickets t on t.id = f.ticket_id
       join rule_versions v on v.rule_id = f.rule_id and v.version = f.version
       where f.rule_id = $1 and ($3::uuid is null or f.ticket_id = $3)
         and ($4::timestamptz is null or (f.at, f.id) < ($4::timestamptz, $5::uuid)) and ${visibleTo(actor, parameters)}
       order by f.at desc, f.id desc limit $2`,
      parameters,
    );
    return pageOf(rows, limit, (row) => [row.atText, row.id], present);
  }
}

const present = ({ ticketId, number, subject, matched, effects, ...row }: Row): FiringView => ({
  id: row.id,
  ticket: { id: ticketId, number: Number(number), subject },
  version: row.version,
  rule: row.rule,
  event: row.event,
  outcome: row.outcome,
  because: matched,
  changes: differencesOf(effects),
  effects: effects.done,
  refused: effects.refused,
  deliveries: row.deliveries,
  at: row.at,
  undoneAt: row.undoneAt,
});
