import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CallRecording } from '../channels/calls/call-recording.entity.js';
import type { CallBack } from '../channels/calls/call-back.entity.js';
import { Extensions } from '../channels/calls/extensions.service.js';
import { Clock } from '../platform/clock.js';
import { Work } from '../platform/database/work.js';
import type { Tx } from '../platform/database/tx.js';
import { can, type Actor } from '../platform/http/access.decorators.js';
import { notFound } from '../platform/http/refusal.js';
import { visibleTo } from '../tickets/ticket.access.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { CallBackTurns } from './call-back-turns.service.js';
import type { CallBackView } from './phone.dto.js';

const SHOWN = 100;

/** With the voicemail, where one was left. */
type Owed = CallBack & {
  mailbox: { id: string; name: string } | null;
  recording: Pick<CallRecording, 'id' | 'kind' | 'state' | 'seconds'> | null;
};

/** Numbers that wait to be called back. Whoever reaches them, or says that it is done, takes them off for everybody. */
@Injectable()
export class CallBacks {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly turns: CallBackTurns,
    private readonly tickets: TicketsService,
    private readonly extensions: Extensions,
  ) {}

  async list(actor: Actor): Promise<CallBackView[]> {
    const rows = await this.rows(actor);
    const tickets = await this.tickets.rowsById(rows.flatMap(({ ticketId }) => (ticketId ? [ticketId] : [])));
    return rows.map(
      ({ id, number, why, calls, attempts, nextAt, at, inboxId, ticketId, callId, mailbox, recording }) => {
        const mayHear = recording?.state === 'stored' && can(actor, 'calls:listen');
        const row = ticketId ? tickets.get(ticketId)?.row : undefined;
        return {
          id,
          number,
          why,
          calls,
          attempts,
          inLineAt: nextAt,
          at,
          inboxId,
          ticket: row ? { id: row.id, number: row.number, subject: row.subject } : null,
          contact: row ? { id: row.contact.id, name: row.contact.name } : null,
          mailbox,
          recording: recording && {
            ...recording,
            ...(mayHear && { url: `/api/v1/calls/${callId}/recordings/${recording.id}` }),
          },
        };
      },
    );
  }

  async count(actor: Actor): Promise<number> {
    return (await this.rows(actor)).length;
  }

  async done(actor: Actor, id: string): Promise<void> {
    const seen = await this.rows(actor, id);
    if (seen.length === 0) throw notFound('call back');
    await this.work.run(async (tx) => {
      const closed = await tx.query<{ turn: string | null }>(
        `update call_backs set state = 'done', done_at = $2, done_by = $3 where id = $1 and state = 'open'
         returning turn_call_id as turn`,
        [id, this.clock.now(), actor.id],
      );
      await this.turns.withdraw(
        tx,
        closed.map(({ turn }) => turn),
      );
    });
  }

  /** Somebody talks with them. */
  async reached(tx: Tx, number: string, userId: string): Promise<void> {
    const closed = await tx.query<{ turn: string | null }>(
      `update call_backs set state = 'done', done_at = $2, done_by = $3 where number = $1 and state = 'open'
       returning turn_call_id as turn`,
      [number, this.clock.now(), userId],
    );
    await this.turns.withdraw(
      tx,
      closed.map(({ turn }) => turn),
    );
  }

  /** On tickets that they see, and in the voicemail of extensions that are theirs. */
  private async rows(actor: Actor, id?: string): Promise<Owed[]> {
    const parameters: unknown[] = [id ?? null, await this.boxesOf(actor)];
    return this.db.query<Owed[]>(
      `select b.id, b.number, b.why, b.calls, b.attempts, b.next_at as "nextAt", b.at, b.call_id as "callId", b.inbox_id as "inboxId", b.ticket_id as "ticketId",
         case when x.id is not null then json_build_object('id', x.id, 'name', x.name) end as mailbox,
         case when r.id is not null
           then json_build_object('id', r.id, 'kind', r.kind, 'state', r.state, 'seconds', r.seconds) end as recording
       from call_backs b join calls c on c.id = b.call_id left join tickets t on t.id = b.ticket_id
       left join extensions x on x.id::text = c.facts->>'mailbox'
       left join lateral (select * from call_recordings r where r.call_id = c.id and r.kind = 'voicemail' and r.state <> 'deleted'
         order by r.at desc limit 1) r on true
       where b.state = 'open' and ($1::uuid is null or b.id = $1)
         and (t.id is null or x.id = any($2::uuid[]) or ${visibleTo(actor, parameters)})
       order by x.id = any($2::uuid[]) desc nulls last, b.at limit ${SHOWN}`,
      parameters,
    );
  }

  private async boxesOf(actor: Actor): Promise<string[]> {
    const all = await this.extensions.all();
    const mine = all.find(({ userId }) => userId === actor.id);
    return mine ? [mine.id, ...all.filter(({ members }) => members.includes(mine.id)).map(({ id }) => id)] : [];
  }
}
