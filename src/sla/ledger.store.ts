import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import type { CachedClock } from './cache.rules.js';
import type { LedgerRow } from './ledger.rules.js';

type Reader = Pick<Tx, 'query'>;

const SELECT_CLOCKS = `select target, instance, state, started_at as "startedAt", due_at as "dueAt", ended_at as "endedAt", abandoned,
  breached_at as "breachedAt", next_at as "nextAt", next_level as "nextLevel", policy_id as "policyId",
  policy_version as "policyVersion", calendar_id as "calendarId", calendar_version as "calendarVersion",
  target_seconds as "targetSeconds", used_seconds as "usedSeconds", decided_at as "decidedAt" from sla_clocks`;

/** Keeps ledgers, to which rows are only added, and the clocks that were read from them. */
@Injectable()
export class LedgerStore {
  rows(reader: Reader, ticketId: string): Promise<LedgerRow[]> {
    return reader.query<LedgerRow>(
      `select seq, kind, target, instance, at, recorded_at as "recordedAt", level, data
       from sla_ledger where ticket_id = $1 order by seq`,
      [ticketId],
    );
  }

  /** Under the ticket's lock, so that `seq` has no gaps. */
  append(tx: Tx, ticketId: string, rows: readonly LedgerRow[]): void {
    const [first] = rows;
    if (!first) return;
    tx.write(
      `insert into sla_ledger (ticket_id, seq, kind, target, instance, at, recorded_at, level, data)
       select $1, seq, kind, target, instance, at, $2, level, data
       from unnest($3::int[], $4::text[], $5::text[], $6::int[], $7::timestamptz[], $8::text[], $9::jsonb[])
         as r(seq, kind, target, instance, at, level, data)`,
      [
        ticketId,
        first.recordedAt,
        rows.map((row) => row.seq),
        rows.map((row) => row.kind),
        rows.map((row) => row.target),
        rows.map((row) => row.instance),
        rows.map((row) => row.at),
        rows.map((row) => row.level),
        rows.map((row) => JSON.stringify(row.data)),
      ],
    );
  }

  clocks(reader: Reader, ticketId: string): Promise<CachedClock[]> {
    return reader.query<CachedClock>(`${SELECT_CLOCKS} where ticket_id = $1 order by started_at, target`, [ticketId]);
  }

  keep(tx: Tx, ticketId: string, clocks: readonly CachedClock[]): void {
    const column = <K extends keyof CachedClock>(key: K): CachedClock[K][] => clocks.map((clock) => clock[key]);
    tx.write(
      `with gone as (
         delete from sla_clocks c where c.ticket_id = $1
           and not exists (select 1 from unnest($2::text[], $3::int[]) as k(target, instance)
                           where k.target = c.target and k.instance = c.instance)
       )
       insert into sla_clocks (ticket_id, target, instance, state, started_at, due_at, ended_at, breached_at, next_at, next_level,
         policy_id, policy_version, calendar_id, calendar_version, target_seconds, used_seconds, decided_at, abandoned)
       select $1, * from unnest($2::text[], $3::int[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[],
         $8::timestamptz[], $9::timestamptz[], $10::text[], $11::uuid[], $12::int[], $13::uuid[], $14::int[], $15::int[], $16::int[], $17::timestamptz[], $18::boolean[])
       on conflict (ticket_id, target, instance) do update set
         state = excluded.state, started_at = excluded.started_at, due_at = excluded.due_at, ended_at = excluded.ended_at,
         breached_at = excluded.breached_at, next_at = excluded.next_at, next_level = excluded.next_level,
         policy_id = excluded.policy_id, policy_version = excluded.policy_version, calendar_id = excluded.calendar_id,
         calendar_version = excluded.calendar_version, target_seconds = excluded.target_seconds,
         used_seconds = excluded.used_seconds, decided_at = excluded.decided_at, abandoned = excluded.abandoned`,
      [
        ticketId,
        column('target'),
        column('instance'),
        column('state'),
        column('startedAt'),
        column('dueAt'),
        column('endedAt'),
        column('breachedAt'),
        column('nextAt'),
        column('nextLevel'),
        column('policyId'),
        column('policyVersion'),
        column('calendarId'),
        column('calendarVersion'),
        column('targetSeconds'),
        column('usedSeconds'),
        column('decidedAt'),
        column('abandoned'),
      ],
    );
  }
}
