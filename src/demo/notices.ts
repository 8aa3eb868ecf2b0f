import type { INestApplication } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import {
  beginningOf,
  causeOf,
  type NotificationData,
  type NotificationKind,
} from '../notifications/notification.rules.js';
import { Dice } from './dice.js';
import { FIRM, PEOPLE, type PersonKey } from './firm.js';
import { DAY, HOUR, idAt } from './moments.js';
import { iso } from './rows.js';

/** Those whose console a visitor opens. */
const READERS: PersonKey[] = ['helena', 'grace'];
const TOLD_DAYS = 5;
const UNREAD = 2;

interface Told {
  kind: NotificationKind;
  ticketId: string;
  actorId: string | null;
  at: Date;
  data: NotificationData;
}

/** The bell of somebody who has worked here for some days: drawn from what happened to their tickets. */
export async function seedNotices(app: INestApplication, now: number): Promise<void> {
  await app.get(Work, { strict: false }).run(async (tx) => {
    for (const key of READERS) {
      const email = `${key}@${FIRM.domain}`;
      const [me] = await tx.query<{ id: string }>('select id from users where email = $1', [email]);
      if (!me) continue;
      const since = iso(now - TOLD_DAYS * DAY);
      const told = [
        ...(await mentions(tx, me.id, firstNameOf(key), since)),
        ...(await assignments(tx, me.id, since)),
        ...(await breaches(tx, me.id, since)),
      ];
      await write(tx, me.id, told, now, new Dice(`notices ${key}`));
    }
  });
}

const firstNameOf = (key: PersonKey): string => PEOPLE.find((one) => one.key === key)!.name.split(' ')[0]!;

/** The latest notes of colleagues on the person's tickets name them. */
async function mentions(tx: Tx, me: string, name: string, since: string): Promise<Told[]> {
  const notes = await tx.query<{ id: string; ticketId: string; authorId: string; at: Date; text: string }>(
    `update messages m set text = '@' || $2 || ' ' || m.text, meta = m.meta || jsonb_build_object('mentions', jsonb_build_array($1::text))
     where m.id in (
       select id from (
         select distinct on (n.text) n.id, n.at from messages n join tickets t on t.id = n.ticket_id
         where n.kind = 'note' and n.author_kind = 'user' and n.author_id <> $1::uuid and n.at > $3
           and (t.assignee_id = $1::uuid or t.team_id in (select team_id from memberships where user_id = $1::uuid))
           and not (n.meta ? 'mentions')
         order by n.text, n.at desc) notes
       order by at desc limit 2)
     returning m.id, m.ticket_id as "ticketId", m.author_id as "authorId", m.at, m.text`,
    [me, name, since],
  );
  return notes.map(({ id, ticketId, authorId, at, text }) => ({
    kind: 'mention',
    ticketId,
    actorId: authorId,
    at,
    data: { messageId: id, text: beginningOf(text) },
  }));
}

async function assignments(tx: Tx, me: string, since: string): Promise<Told[]> {
  const given = await tx.query<{ ticketId: string; actorId: string | null; at: Date; because: object | null }>(
    `select e.ticket_id as "ticketId", e.actor_id as "actorId", e.at, e.because
     from ticket_events e join tickets t on t.id = e.ticket_id
     where e.type = 'ticket.assigned' and e.data ->> 'to' = $1::text and e.actor_id is distinct from $1::uuid
       and t.assignee_id = $1::uuid and e.at > $2
     order by e.at desc limit 3`,
    [me, since],
  );
  return given.map(({ because, ...fact }) => ({
    kind: 'assigned',
    ...fact,
    data: causeOf((because ?? {}) as Record<string, unknown>),
  }));
}

async function breaches(tx: Tx, me: string, since: string): Promise<Told[]> {
  const missed = await tx.query<{ ticketId: string; target: string; at: Date }>(
    `select c.ticket_id as "ticketId", c.target, c.breached_at as at
     from sla_clocks c join tickets t on t.id = c.ticket_id
     where t.assignee_id = $1 and c.breached_at > $2 and c.ended_at is null order by c.breached_at desc limit 2`,
    [me, since],
  );
  return missed.map(({ ticketId, target, at }) => ({
    kind: 'promise',
    ticketId,
    actorId: null,
    at,
    data: { target, level: 'breach', dueAt: at.toISOString() },
  }));
}

async function write(tx: Tx, me: string, told: readonly Told[], now: number, dice: Dice): Promise<void> {
  const newestFirst = told.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  for (const [index, { kind, ticketId, actorId, at, data }] of newestFirst.entries()) {
    const readAt = index < UNREAD ? null : iso(Math.min(now, at.getTime() + HOUR));
    await tx.query(
      `insert into notifications (id, user_id, kind, ticket_id, actor_id, data, key, created_at, read_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [idAt(at.getTime(), dice), me, kind, ticketId, actorId, JSON.stringify(data), `demo:${index}`, at, readAt],
    );
  }
}
