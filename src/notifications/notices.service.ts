import { Injectable } from '@nestjs/common';
import { ActorsService } from '../identity/sessions/actors.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { can, type Actor, type Permission } from '../platform/http/access.decorators.js';
import { newId } from '../platform/ids.js';
import type {} from '../report-requests/report.permissions.js';
import type {} from '../sales/sales.permissions.js';
import { isVisibleTo } from '../tickets/ticket.access.js';
import { MAIL_AT_FIRST, type NotificationData, type NotificationKind } from './notification.rules.js';

/** Something that people are to be told. */
export interface Notice {
  kind: NotificationKind;
  ticketId: string;
  /** What it tells, so that telling it again is no second notification. */
  key: string;
  userIds: readonly string[];
  /** Who did it; null where no person did. Nobody is told of their own doing. */
  actorId: string | null;
  data: NotificationData;
}

type Written = Omit<Notice, 'userIds' | 'ticketId'> & { ticketId: string | null };

interface ReportNotice extends Pick<Notice, 'userIds' | 'key' | 'actorId'> {
  data: { number: number; moment: string };
}

interface Place {
  assigneeId: string | null;
  teamId: string | null;
}

/** The one way in which somebody is told something: seen with the rights that hold now, and once. */
@Injectable()
export class Notices {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly actors: ActorsService,
  ) {}

  async tell(notice: Notice): Promise<void> {
    const { userIds, actorId, ticketId } = notice;
    const others = [...new Set(userIds)].filter((id) => id !== actorId);
    if (others.length === 0) return;
    await this.work.run(async (tx) => {
      const [place] = await tx.query<Place>(
        'select assignee_id as "assigneeId", team_id as "teamId" from tickets where id = $1',
        [ticketId],
      );
      if (!place) return;
      const people = await this.actors.of(others, tx);
      await this.write(
        tx,
        notice,
        people.filter((person) => mayKnow(person, place)).map(({ id }) => id!),
      );
    });
  }

  /** Of something that they planned themselves, where they may still see such things. */
  async remind(userId: string, key: string, data: NotificationData, needs: Permission = 'deals:read'): Promise<void> {
    await this.work.run(async (tx) => {
      const [person] = await this.actors.of([userId], tx);
      if (!person || !can(person, needs)) return;
      await this.write(tx, { kind: 'reminder', ticketId: null, key, actorId: null, data }, [userId]);
    });
  }

  async ofReport(requestId: string, { userIds, key, actorId, data }: ReportNotice): Promise<void> {
    await this.work.run(async (tx) => {
      const [request] = await tx.query<{ title: string }>('select title from report_requests where id = $1', [
        requestId,
      ]);
      if (!request) return;
      const people = (await this.actors.of([...userIds], tx)).filter((person) => can(person, 'report-requests:read'));
      const report = { ...data, title: request.title };
      await this.write(
        tx,
        { kind: 'report', ticketId: null, key, actorId, data: { report } },
        people.map(({ id }) => id!),
      );
    });
  }

  private async write(tx: Tx, notice: Written, userIds: readonly string[]): Promise<void> {
    const { kind, ticketId, actorId, data, key } = notice;
    if (userIds.length === 0) return;
    const made = await tx.query<{ id: string; userId: string; mail: boolean | null }>(
      `with made as (
         insert into notifications (id, user_id, kind, ticket_id, actor_id, data, key, created_at)
         select id, user_id, $3, $4, $5, $6, $7, $8 from unnest($1::uuid[], $2::uuid[]) as n(id, user_id)
         on conflict (user_id, key) ${kind === 'answer' ? TAKE_ITS_PLACE : 'do nothing'} returning id, user_id)
       select made.id, made.user_id as "userId", c.mail
       from made left join notification_choices c on c.user_id = made.user_id and c.kind = $3 order by made.id`,
      [userIds.map(newId), userIds, kind, ticketId, actorId, JSON.stringify(data), key, this.clock.now()],
    );
    for (const { id, userId, mail } of made) {
      tx.emit('notification.made', {
        notificationId: id,
        userId,
        ticketId,
        kind,
        mail: mail ?? MAIL_AT_FIRST[kind],
      });
    }
  }
}

/**
 * What was told of an older message gives way, and counts on until somebody reads it: an hour of chat is one line, not a
 * hundred. Ids of messages grow, so that an older one told again changes nothing. Who was written a mail and has not
 * looked since gets no second one.
 */
const TAKE_ITS_PLACE = `do update set id = excluded.id, created_at = excluded.created_at, read_at = null,
    mailed_at = case when notifications.read_at is null then notifications.mailed_at end,
    data = excluded.data || case when notifications.read_at is null
      then jsonb_build_object('count', coalesce((notifications.data ->> 'count')::int, 1) + 1) else '{}' end
  where notifications.data ->> 'messageId' < excluded.data ->> 'messageId'`;

const mayKnow = (person: Actor, place: Place): boolean => can(person, 'tickets:read') && isVisibleTo(person, place);
