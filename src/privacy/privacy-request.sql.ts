import type { RequestView } from './privacy.dto.js';

/** `place` orders: what is open by its deadline, then what ended, the last first. */
export const REQUEST_ROWS = `
  select q.id, q.contact_id as "contactId", c.name as "contactName", q.kind, q.law, q.state, q.came_by as "cameBy",
    q.verified_by as "verifiedBy", q.reason, q.received_at as "receivedAt", q.due_at as "dueAt", q.ended_at as "endedAt",
    m.name as "madeBy", d.name as "confirmedBy", q.language, q.progress, q.kept_until as "keptUntil",
    case when q.file_key is not null and q.file_fetched_at is null then q.file_expires_at end as "fileUntil",
    q.file_size::float8 as "fileSize", q.file_fetched_at as "fileFetchedAt", q.version,
    exists (select from privacy_holds h where h.contact_id = q.contact_id and h.released_at is null) as held,
    case when q.ended_at is null then extract(epoch from q.due_at)::bigint
      else 100000000000 - extract(epoch from q.ended_at)::bigint end as place
  from privacy_requests q
  join contacts c on c.id = q.contact_id
  left join users m on m.id = q.made_by
  left join users d on d.id = q.confirmed_by`;

export type RequestRow = Omit<RequestView, 'progress' | 'contact'> & {
  contactId: string;
  contactName: string;
  progress: { done?: string[]; total?: number; found?: Record<string, number>; problem?: string };
};

export function presentRequest({ contactId, contactName, progress, ...row }: RequestRow): RequestView {
  delete (row as { place?: string }).place;
  const { done = [], total = 0, found = {}, problem = null } = progress;
  return {
    ...row,
    contact: { id: contactId, name: contactName },
    progress: { done: done.length, total, found, problem },
  };
}
