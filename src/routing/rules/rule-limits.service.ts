import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids.js';
import { Logs } from '../../platform/telemetry/logs.js';
import type { Ticket } from '../../tickets/ticket.entity.js';
import type { Cause } from './rule-cause.js';
import type { ReadyRule } from './rule.rules.js';

const HOUR_MS = 3_600_000;
/** A program outside that answers our webhook with a change makes a loop that no transaction sees. */
const MOST_ON_ONE_TICKET = 20;

/** Stops a rule that acts too often: the backstop behind the loop guard. */
@Injectable()
export class RuleLimits {
  private readonly log = Logs.for('rules');

  constructor(private readonly clock: Clock) {}

  async isOver(tx: Tx, rule: ReadyRule, ticket: Ticket, cause: Cause): Promise<boolean> {
    const isNew = cause.event === 'ticket.created';
    if (isNew && rule.ratePerHour === null) return false;
    const most = rule.ratePerHour ?? 0;
    const since = new Date(this.clock.millis() - HOUR_MS);
    const [counted] = await tx.query<{ here: number; all: number; held: boolean }>(
      `select
         (select count(*)::int from (select 1 from rule_firings
            where ticket_id = $2 and rule_id = $1 and at > $3 and outcome = 'done' limit ${MOST_ON_ONE_TICKET}) f) as here,
         (select count(*)::int from (select 1 from rule_firings
            where rule_id = $1 and at > $3 and outcome = 'done' limit $4) f) as all,
         exists (select 1 from rule_firings where rule_id = $1 and ticket_id = $2 and at > $3 and outcome = 'held') as held`,
      [rule.id, ticket.id, since, most],
    );
    const over = counted!.here >= MOST_ON_ONE_TICKET || (rule.ratePerHour !== null && counted!.all >= most);
    if (over && !counted!.held) await this.note(tx, rule, ticket, cause);
    return over;
  }

  /** Once an hour for each ticket: the log of firings shows that something was held back. */
  private async note(tx: Tx, rule: ReadyRule, ticket: Ticket, cause: Cause): Promise<void> {
    this.log.warn({ rule: rule.id, ticket: ticket.number }, 'a rule acts too often and is held back');
    const effects = { before: {}, after: {}, tagged: [], untagged: [], done: [], refused: [] };
    await tx.query(
      `insert into rule_firings (id, rule_id, version, ticket_id, event, outcome, matched, effects, at)
       values ($1, $2, $3, $4, $5, 'held', $6, $7, $8)`,
      [
        newId(),
        rule.id,
        rule.version,
        ticket.id,
        cause.event,
        JSON.stringify(cause.because.slice(0, 50)),
        JSON.stringify(effects),
        this.clock.now(),
      ],
    );
  }
}
