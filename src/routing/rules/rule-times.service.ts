import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import { Logs } from '../../platform/telemetry/logs.js';
import type { Ticket } from '../../tickets/ticket.entity.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import { RuleBook } from './rule-book.service.js';
import { RuleEngine } from './rule-engine.service.js';
import type { Anchor, ReadyRule } from './rule.rules.js';
import { TicketHours } from '../../tickets/conditions/ticket-hours.service.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'rules.sweep': Record<string, never>;
    'rules.forget': Record<string, never>;
  }
}

type TimeColumn = 'createdAt' | 'updatedAt' | 'lastMessageAt' | 'waitingSince' | 'solvedAt' | 'dueAt';

/** Each has an index that begins with its column, so that a sweep finds the oldest without reading the others. */
const COLUMNS: Record<Anchor, { sql: string; field: TimeColumn; solved?: true }> = {
  created: { sql: 't.created_at', field: 'createdAt' },
  updated: { sql: 't.updated_at', field: 'updatedAt' },
  message: { sql: 't.last_message_at', field: 'lastMessageAt' },
  waiting: { sql: 't.waiting_since', field: 'waitingSince' },
  solved: { sql: 't.solved_at', field: 'solvedAt', solved: true },
  due_in: { sql: 't.due_key', field: 'dueAt' },
  due_past: { sql: 't.due_key', field: 'dueAt' },
};

interface Candidate {
  id: string;
  at: string;
}

const BATCH = 200;
const MOST_AT_ONCE = 5_000;
const HOUR_MS = 3_600_000;
/** Working time can be that much longer on the clock: a long weekend, a week between the years. */
const LONGEST_PAUSE_MS = 14 * 24 * HOUR_MS;
const KEEP_FIRINGS_DAYS = 180;

/**
 * Rules that wait for a time. A sweep finds the tickets on an index; each is judged again under its lock, fires once for
 * each rule and period, and is not looked at again before it changes.
 */
@Injectable()
export class RuleTimes {
  private readonly log = Logs.for('rules');

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly writer: TicketWriter,
    private readonly book: RuleBook,
    private readonly engine: RuleEngine,
    private readonly hours: TicketHours,
  ) {}

  @Job('rules.sweep', { every: 20_000 })
  async sweep(): Promise<void> {
    const { rules } = await this.book.for('time');
    for (const rule of rules) {
      let last: Candidate | undefined;
      for (let looked = 0; looked < MOST_AT_ONCE; looked += BATCH) {
        const found = await this.candidates(rule, last);
        for (const { id } of found) await this.lookSafely(rule, id);
        last = found.at(-1);
        if (found.length < BATCH) break;
      }
    }
  }

  /** One ticket that cannot be changed must not keep the others waiting. */
  private async lookSafely(rule: ReadyRule, id: string): Promise<void> {
    await this.work
      .run((tx) => this.look(tx, rule, id))
      .catch((error: unknown) =>
        this.log.error({ err: error, rule: rule.id, ticket: id }, 'a rule failed on a ticket'),
      );
  }

  @Job('rules.forget', { cron: '53 3 * * *' })
  async forget(): Promise<void> {
    const before = new Date(this.clock.millis() - KEEP_FIRINGS_DAYS * 24 * HOUR_MS);
    await this.db.query('delete from rule_firings where at < $1', [before]);
  }

  /** The oldest first. Those whose working hours have not passed yet stay in the way, so one goes on behind the last. */
  private async candidates({ id, version, time }: ReadyRule, last: Candidate | undefined): Promise<Candidate[]> {
    if (!time) return [];
    const { sql, solved } = COLUMNS[time.since];
    const state = solved ? `t.category = 'solved'` : `t.category not in ('solved', 'closed')`;
    return this.db.query<Candidate[]>(
      `select t.id, ${sql}::text as at from tickets t left join rule_marks m on m.rule_id = $1 and m.ticket_id = t.id
       where t.merged_into_id is null and not t.silent and not (t.past and t.version = 1)
         and not exists (select from contacts c where c.id = t.contact_id and c.restricted_at is not null) and ${state} and ${sql} <= $3
         and (m.ticket_id is null or m.anchor <> ${sql}
           or (not m.fired and (m.ticket_version <> t.version or m.rule_version <> $2)))
         and ($4::timestamptz is null or (${sql}, t.id) > ($4::timestamptz, $5::uuid))
       order by ${sql}, t.id limit ${BATCH}`,
      [id, version, this.horizon(time), last?.at ?? null, last?.id ?? null],
    );
  }

  /** How far along the column one has to look; working hours are counted afterwards, ticket by ticket. */
  private horizon({ since, hours, business }: NonNullable<ReadyRule['time']>): Date {
    const ms = hours * HOUR_MS;
    if (since !== 'due_in') return new Date(this.clock.millis() - ms);
    return new Date(this.clock.millis() + ms + (business ? LONGEST_PAUSE_MS : 0));
  }

  private async look(tx: Tx, rule: ReadyRule, ticketId: string): Promise<void> {
    const ticket = await this.writer.lock(tx, ticketId);
    const anchor = ticket[COLUMNS[rule.time!.since].field];
    if (!anchor || ticket.mergedIntoId || !(await this.isTime(tx, rule, ticket, anchor))) return;
    if (await this.hasFired(tx, rule, ticket, anchor)) return;
    const fired = await this.engine.ask(tx, [rule], ticketId, { event: 'time' });
    // The rule's own change may have moved what it waits on: that is no new period.
    const after = fired ? await this.writer.lock(tx, ticketId) : ticket;
    const moved = after[COLUMNS[rule.time!.since].field] ?? anchor;
    await tx.query(
      `insert into rule_marks (rule_id, ticket_id, anchor, rule_version, ticket_version, fired) values ($1, $2, $3, $4, $5, $6)
       on conflict (rule_id, ticket_id) do update set anchor = excluded.anchor, rule_version = excluded.rule_version,
         ticket_version = excluded.ticket_version, fired = excluded.fired`,
      [rule.id, ticketId, moved, rule.version, after.version, fired],
    );
  }

  private async isTime(tx: Tx, { time }: ReadyRule, ticket: Ticket, anchor: Date): Promise<boolean> {
    const { since, hours, business } = time!;
    const now = this.clock.now();
    const [from, to] = since === 'due_in' ? [now, anchor] : [anchor, now];
    const wall = to.getTime() - from.getTime();
    const passed = business ? await this.hours.openMillis(tx, ticket, from, to) : wall;
    return since === 'due_in' ? passed <= hours * HOUR_MS : wall >= 0 && passed >= hours * HOUR_MS;
  }

  private async hasFired(tx: Tx, rule: ReadyRule, ticket: Ticket, anchor: Date): Promise<boolean> {
    const [mark] = await tx.query<{ anchor: Date; fired: boolean }>(
      'select anchor, fired from rule_marks where rule_id = $1 and ticket_id = $2',
      [rule.id, ticket.id],
    );
    return Boolean(mark?.fired && mark.anchor.getTime() === anchor.getTime());
  }
}
