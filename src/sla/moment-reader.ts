import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import type { Ticket } from '../tickets/ticket.entity.js';
import type { StatusCategory } from '../tickets/ticket.rules.js';
import type { Moment } from './moment.rules.js';

/** Times as milliseconds, because they come as JSON. */
interface SaidRow {
  id: string;
  kind: string;
  direction: 'in' | 'out';
  channel: string;
  by: string;
  answered: boolean;
  at: number;
  /** Of a call: when it ended without an answer; and whether its caller waited for one. */
  hungUp: number | null;
  waited: boolean | null;
}

interface EventRow {
  type: string;
  at: number;
  data: Record<string, unknown>;
  from: StatusCategory | null;
  to: StatusCategory | null;
}

interface MarkRow {
  id: string;
  kind: 'no-reply' | 'arrived';
  at: number;
  visit: string | null;
}

interface ToldRow {
  said: SaidRow[];
  events: EventRow[];
  marks: MarkRow[];
  merged: number[];
}

const millis = (column: string): string => `floor(extract(epoch from ${column}) * 1000)`;

/**
 * What was said between the customer and us, by people; what a supplier is asked and says is neither question nor answer.
 * A mail counts from when it reached us, whatever its own clock
 * said; a reply that leaves later counts from when it leaves, and not before it has left. A call is answered when they
 * talk, and given up when it ends: both as the telephone tells it.
 */
const SAID = `select coalesce(json_agg(json_build_object('id', m.id, 'kind', m.kind, 'direction', m.direction, 'channel', m.channel,
    'by', m.author_kind, 'answered', coalesce(m.meta->>'answered' = 'true', false),
    'at', ${millis('coalesce(k.at, o.answered_at, e.received_at, m.at)')},
    'hungUp', case when c.answered_at is null and c.waiting_at is not null then ${millis('c.ended_at')} end,
    'waited', case when c.ended_at is not null then c.waiting_at is not null end) order by m.ticket_seq), '[]')
  from messages m
  left join envelopes e on e.id = m.envelope_id
  left join sla_marks k on k.message_id = m.id and k.kind = 'scheduled'
  left join calls c on c.message_id = m.id and c.direction = 'in' and m.kind = 'call' and m.direction = 'in'
  left join calls o on m.kind = 'call' and m.direction = 'out' and o.id::text = m.meta->>'callAnswered'
  where m.ticket_id = $1 and m.direction in ('in', 'out') and m.kind in ('message', 'call') and not m.automatic
    and not (m.meta ? 'thirdParty') and m.state not in ('cancelled', 'scheduled')`;

/** What an undone merge did, and undoing it, never was. */
const EVENTS = `select coalesce(json_agg(json_build_object('type', e.type, 'at', ${millis('e.at')}, 'data', e.data,
    'from', f.category, 'to', t.category) order by e.seq), '[]')
  from ticket_events e
  left join statuses f on f.id = case when e.type = 'ticket.status-changed' then (e.data->>'from')::uuid end
  left join statuses t on t.id = case when e.type = 'ticket.status-changed' then (e.data->>'to')::uuid end
  where e.ticket_id = $1
    and e.type in ('ticket.created', 'ticket.status-changed', 'ticket.snoozed', 'ticket.mode-changed', 'ticket.merged-into',
      'ticket.merged', 'ticket.unmerged', 'ticket.split', 'message.cancelled', 'ticket.priority-changed', 'ticket.team-changed',
      'ticket.company-changed', 'ticket.site-changed')
    and not coalesce(e.because ? 'unmerged', false)
    and not (coalesce(e.because ? 'merged', false) and not exists (
      select 1 from ticket_merges g where g.winner_id = e.ticket_id and g.loser_id = (e.because->>'merged')::uuid and g.undone_at is null))`;

const MARKS = `select coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'at', ${millis('at')}, 'visit', visit_id)), '[]')
  from sla_marks where ticket_id = $1 and kind <> 'scheduled' and undone_at is null`;

const MERGED = `select coalesce(json_agg(${millis('l.created_at')}), '[]')
  from ticket_merges g join tickets l on l.id = g.loser_id where g.winner_id = $1 and g.undone_at is null`;

/** One round trip: it is made for every mail. */
const TOLD = `select (${SAID}) as said, (${EVENTS}) as events, (${MARKS}) as marks, (${MERGED}) as merged`;

export interface Story {
  moments: Moment[];
  /** The last of its events: what a recomputation is put down to. */
  last: string;
}

/** Reads what happened on a ticket, in the words of promises. */
@Injectable()
export class MomentReader {
  async read(tx: Pick<Tx, 'query'>, ticket: Ticket): Promise<Story> {
    const [told] = await tx.query<ToldRow>(TOLD, [ticket.id]);
    const { said, events, marks, merged } = told!;
    const firstIn = said.filter((one) => one.direction === 'in').map((one) => one.at);
    // A split ticket began with its first message, not when somebody split it; a merged one with the earlier of the two.
    const opened = new Date(Math.min(ticket.createdAt.getTime(), ...merged, ...firstIn));
    return {
      last: events.at(-1)?.type ?? 'ticket.created',
      moments: [
        { kind: 'opened', at: opened },
        ...said.flatMap(momentOf),
        ...stateMoments(ticket, events, opened),
        ...marks.map(markMoment),
      ],
    };
  }
}

const markMoment = ({ id, kind, at, visit }: MarkRow): Moment =>
  kind === 'no-reply'
    ? { kind: 'no-reply', at: new Date(at), markId: id }
    : { kind: 'arrived', at: new Date(at), visitId: visit ?? id };

function momentOf({ id, kind, direction, channel, by, answered, at, hungUp, waited }: SaidRow): Moment[] {
  const call = kind === 'call';
  if (direction === 'in' && !(call && answered))
    return [
      { kind: 'customer', at: new Date(at), messageId: id, channel, ...(waited === false && { waits: false }) },
      ...(hungUp ? [{ kind: 'hung-up' as const, at: new Date(hungUp), messageId: id }] : []),
    ];
  const byUs = by === 'user' || (call && answered);
  return byUs ? [{ kind: 'answer', at: new Date(at), messageId: id, call }] : [];
}

function stateMoments(ticket: Ticket, events: readonly EventRow[], opened: Date): Moment[] {
  const first = events.find((event) => event.type === 'ticket.status-changed')?.from ?? ticket.category;
  const moments: Moment[] = first === 'new' ? [] : [{ kind: 'status', at: opened, category: first }];
  for (const event of events) {
    const { type, data } = event;
    const at = new Date(event.at);
    if (type === 'ticket.created' && data.mode === 'visit') moments.push({ kind: 'mode', at: opened, visit: true });
    if (type === 'ticket.mode-changed') moments.push({ kind: 'mode', at, visit: data.to === 'visit' });
    if (type === 'ticket.status-changed' && event.to) moments.push({ kind: 'status', at, category: event.to });
    if (type === 'ticket.snoozed')
      moments.push({ kind: 'reminder', at, until: data.to ? new Date(data.to as string) : null });
  }
  const merged = ticket.mergedIntoId && events.filter((event) => event.type === 'ticket.merged-into').at(-1);
  if (merged) moments.push({ kind: 'merged', at: new Date(merged.at) });
  return moments;
}
