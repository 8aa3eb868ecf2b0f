import { Injectable } from '@nestjs/common';
import { Reading } from '../platform/database/reading.js';
import type { ParticipantView } from './ticket.dto.js';

/**
 * Who takes part: read from what was said, never stored beside it. So they are right after every merge, split and
 * correction, without anybody having to keep them.
 */
@Injectable()
export class TicketParticipants {
  constructor(private readonly reading: Reading) {}

  async of(ticketId: string): Promise<ParticipantView[]> {
    const [people, copied] = await Promise.all([this.people(ticketId), this.addressed(ticketId)]);
    return [...people, ...copied];
  }

  /** The requester first, also where only others wrote; then who wrote, in the order of their first word. */
  private people(ticketId: string): Promise<ParticipantView[]> {
    return this.reading.query(
      `with wrote as (
         select author_kind, author_id, max(sender->>'name') as name, max(sender->>'address') as address,
                min(ticket_seq) as first, bool_and(meta ? 'thirdParty') as third
         from messages
         where ticket_id = $1 and state <> 'cancelled' and author_kind in ('user', 'contact') and author_id is not null
         group by author_kind, author_id)
       select 'requester' as role, 'contact' as kind, c.id, c.name, w.address, 0 as place
       from tickets t join contacts c on c.id = t.contact_id left join wrote w on w.author_id = c.id
       where t.id = $1
       union all
       select case when author_kind = 'user' then 'agent' when third then 'third_party' else 'customer' end,
              case author_kind when 'user' then 'user' else 'contact' end,
              author_id, name, case author_kind when 'user' then null else address end, first
       from wrote where author_id <> (select contact_id from tickets where id = $1)
       order by place`,
      [ticketId],
    );
  }

  /** Addresses that were written to and belong neither to a writer nor to the requester nor to ourselves. */
  private addressed(ticketId: string): Promise<ParticipantView[]> {
    return this.reading.query(
      `select 'copied' as role, 'address' as kind, null as id, max(party->>'name') as name, lower(party->>'address') as address
       from messages m, jsonb_array_elements(m.cc || m.recipients) party
       where m.ticket_id = $1 and m.state <> 'cancelled' and not (m.meta ? 'thirdParty') and party->>'address' is not null
         and lower(party->>'address') not in (
           select lower(sender->>'address') from messages where ticket_id = $1 and sender->>'address' is not null
           union all select lower(i.value) from contact_identities i
             join tickets t on t.contact_id = i.contact_id where t.id = $1
           union all select lower(address) from inboxes where address is not null)
       group by lower(party->>'address') order by min(m.ticket_seq)`,
      [ticketId],
    );
  }
}
