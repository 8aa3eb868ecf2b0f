import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Work } from '../platform/database/work.js';
import type { Events } from '../platform/outbox/events.js';
import { Job } from '../platform/jobs/job.decorators.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { Logs } from '../platform/telemetry/logs.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import type { Among, Cause, Reconsidered } from './concerned.rules.js';
import { PromiseKeeper, type Occasion } from './promise-keeper.service.js';

interface Renewal {
  policyId: string;
  after: string | null;
}

type Reconsideration = Reconsidered & {
  after: string | null;
  /** Only these: those that failed, once more. */
  only?: string[];
};

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    /** Promise again on what is open; `after`: the last ticket that was done. */
    'sla.renew': Renewal;
    /** Hours or contracts are others now: compute again what was promised on them. */
    'sla.reconsider': Reconsideration;
  }
}

const BATCH = 100;
const OPEN = `t.category not in ('solved', 'closed') and t.merged_into_id is null and not (t.past and t.version = 1)`;

const WHICH: Record<keyof Among, (ids: string) => string> = {
  // By the last promise that was made; what held before it is over.
  calendars: (ids) => `exists (
    select 1 from jsonb_each((select l.data->'targets' from sla_ledger l
      where l.ticket_id = t.id and l.kind = 'apply' order by l.seq desc limit 1)) promised
    where promised.value->>'calendarId' = any(${ids}::text[]))`,
  teams: (ids) => `t.team_id = any(${ids}::uuid[])`,
  inboxes: (ids) => `t.inbox_id = any(${ids}::uuid[])`,
  contracts: (ids) => `t.company_id in (select company_id from contracts where id = any(${ids}::uuid[]))`,
  sites: (ids) => `t.company_id in (select company_id from sites where id = any(${ids}::uuid[]))`,
  companies: (ids) => `t.company_id = any(${ids}::uuid[])`,
};

/**
 * What reaches tickets that are open already: a policy, because somebody asked for it; hours and contracts, because they
 * are facts. In batches, each ticket by itself and under its lock, so that nobody waits for more than one of them. Where a
 * process dies, its batch is done again, and finds nothing left to do on what it had done.
 */
@Injectable()
export class OpenPromises {
  private readonly log = Logs.for('sla');

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly jobs: Jobs,
    private readonly writer: TicketWriter,
    private readonly keeper: PromiseKeeper,
  ) {}

  ask(policyId: Events['sla.policy-changed']['policyId']): Promise<void> {
    return this.jobs.add('sla.renew', { policyId, after: null });
  }

  reconsider(what: Reconsidered): Promise<void> {
    return this.jobs.add('sla.reconsider', { ...what, after: null });
  }

  @Job('sla.renew')
  async renew({ policyId, after }: Renewal): Promise<void> {
    const rows = await this.db.query<{ id: string }[]>(
      `select t.id from tickets t where ${OPEN} and ($1::uuid is null or t.id > $1) order by t.id limit ${BATCH}`,
      [after],
    );
    for (const { id } of rows) await this.keep(id, { choose: true, renew: policyId });
    if (rows.length === BATCH) await this.jobs.add('sla.renew', { policyId, after: rows.at(-1)!.id });
  }

  @Job('sla.reconsider')
  async again({ after, only, ...what }: Reconsideration): Promise<void> {
    const ids = only ?? (await this.among(what.among, after));
    const failed: string[] = [];
    const named = { ...what.cause, name: await this.nameOf(what.cause) };
    for (const id of ids) {
      try {
        await this.keep(id, what.asks === 'hours' ? { choose: false, rehour: named } : { choose: true, cause: named });
      } catch (error) {
        if (only) throw error;
        this.log.warn({ err: error, ticketId: id }, 'a promise could not be computed anew; it is tried again');
        failed.push(id);
      }
    }
    // One that fails must not keep the others waiting.
    for (const id of failed) await this.jobs.add('sla.reconsider', { ...what, after: null, only: [id] });
    if (!only && ids.length === BATCH) await this.jobs.add('sla.reconsider', { ...what, after: ids.at(-1)! });
  }

  private async keep(id: string, occasion: Occasion): Promise<void> {
    await this.work.run(async (tx) => {
      await this.keeper.keep(tx, await this.writer.lock(tx, id), occasion);
    });
  }

  private async among(among: Among, after: string | null): Promise<string[]> {
    const kinds = (Object.keys(WHICH) as (keyof Among)[]).filter((kind) => among[kind]?.length);
    if (kinds.length === 0) return [];
    // Each by its own index; the first hundred of all are among the first hundred of each.
    const parts = kinds.map(
      (kind, at) =>
        `(select t.id from tickets t where ${OPEN} and ($1::uuid is null or t.id > $1) and ${WHICH[kind](`$${at + 2}`)}
          order by t.id limit ${BATCH})`,
    );
    const rows = await this.db.query<{ id: string }[]>(
      `select id from (${parts.join(' union ')}) found order by id limit ${BATCH}`,
      [after, ...kinds.map((kind) => among[kind])],
    );
    return rows.map(({ id }) => id);
  }

  /** As it is called now: the ledger tells it later, whatever it is called by then. */
  private async nameOf({ kind, id }: Cause): Promise<string | null> {
    if (kind === 'company') return null;
    const [row] = await this.db.query<{ name: string }[]>(
      kind === 'calendar'
        ? 'select name from calendars where id = $1'
        : 'select number as name from contracts where id = $1',
      [id],
    );
    return row?.name ?? null;
  }
}
