/** What grows old, how long it must and may be kept, and how it is found. Pure. */

export const RETENTION_CATEGORIES = ['tickets', 'originals', 'files', 'visitors', 'views'] as const;
export type RetentionCategory = (typeof RETENTION_CATEGORIES)[number];

export interface RetentionKind {
  /** Not shorter, whatever is set: a law, or work that is not done. */
  floor: number;
  /** Not longer than that: for ever is no purpose. */
  ceiling: number;
}

export const RETENTION: Record<RetentionCategory, RetentionKind> = {
  // Marco Civil: half a year.
  tickets: { floor: 180, ceiling: 7_300 },
  // A mail that was read wrongly is replayed from its original.
  originals: { floor: 30, ceiling: 3_650 },
  files: { floor: 90, ceiling: 7_300 },
  visitors: { floor: 30, ceiling: 1_825 },
  // Who looked is asked for long after.
  views: { floor: 180, ceiling: 1_825 },
};

/** Why a number of days is refused; null where it is not. */
export function daysProblem(category: RetentionCategory, days: number): string | null {
  const { floor, ceiling } = RETENTION[category];
  if (days < floor) return `must be at least ${floor}`;
  if (days > ceiling) return `must be at most ${ceiling}`;
  return null;
}

const HELD = (contact: string): string =>
  `not exists (select from privacy_holds h where h.contact_id = ${contact} and h.released_at is null)`;

/** Rows that are too old, as a query for ids; `$1` is the moment before which they are. */
export const TOO_OLD: Record<RetentionCategory, string> = {
  tickets: `select t.id from tickets t
    where t.category = 'closed' and t.updated_at < $1 and t.merged_into_id is null and t.subject <> '[erased]' and ${HELD('t.contact_id')}`,
  originals: `select e.id from envelopes e left join tickets t on t.id = e.ticket_id
    where e.ended_at < $1 and (length(e.raw) > 0 or e.raw_blob is not null) and (t.id is null or ${HELD('t.contact_id')})`,
  files: `select a.id from attachments a join messages m on m.id = a.message_id join tickets t on t.id = m.ticket_id
    where t.category = 'closed' and t.updated_at < $1 and ${HELD('t.contact_id')}`,
  visitors: `select v.id from chat_visitors v where v.seen_at < $1`,
  views: `select v.contact_id || ' ' || v.user_id || ' ' || v.place || ' ' || v.hour as id from contact_views v where v.hour < $1`,
};
