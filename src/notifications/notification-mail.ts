import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SystemMailService } from '../identity/mail/system-mail.service.js';
import type { Language } from '../identity/people/user.entity.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import type { Events } from '../platform/outbox/events.js';
import { Subscribe } from '../platform/outbox/listeners.decorators.js';
import { dueIn, letterOf } from './notification.letters.js';
import type { NotificationData, NotificationKind } from './notification.rules.js';

interface Unsent {
  kind: NotificationKind;
  data: NotificationData;
  actor: string | null;
  number: number | null;
  subject: string | null;
  email: string;
  language: Language;
  timeZone: string;
}

/** Notifications by mail, to those who chose it. What they have seen in the console by then needs no mail. */
@Injectable()
export class NotificationMail {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly mail: SystemMailService,
  ) {}

  @Subscribe('notification.made', { name: 'notifications.mail', when: ({ mail }) => mail })
  async send({ notificationId }: Events['notification.made']): Promise<void> {
    const unsent = await this.unsent(notificationId);
    if (!unsent) return;
    const { publicUrl } = this.config;
    const letter = letterOf(unsent.language, {
      kind: unsent.kind,
      data: unsent.data,
      actor: unsent.actor,
      ticket: unsent.number === null ? null : { number: unsent.number, subject: unsent.subject ?? '' },
      due: dueIn(unsent.language, unsent.timeZone, unsent.data.dueAt),
      link: publicUrl + placeOf(unsent),
      choices: `${publicUrl}/settings/profile`,
    });
    // Where nothing can send there is nothing to keep: it stands in the console.
    if (!(await this.mail.deliver({ purpose: 'notification', to: unsent.email, ...letter }))) return;
    await this.db.query('update notifications set mailed_at = $2 where id = $1', [notificationId, this.clock.now()]);
  }

  private async unsent(id: string): Promise<Unsent | undefined> {
    const [row] = await this.db.query<Unsent[]>(
      `select n.kind, n.data, a.name as actor, t.number::float8 as number, t.subject, u.email, u.language,
              u.time_zone as "timeZone"
       from notifications n join users u on u.id = n.user_id left join tickets t on t.id = n.ticket_id
       left join users a on a.id = n.actor_id
       where n.id = $1 and u.active and n.read_at is null and n.mailed_at is null`,
      [id],
    );
    return row;
  }
}

const placeOf = ({ number, data }: Unsent): string =>
  data.report
    ? `/report-requests/${data.report.number}`
    : data.article
      ? `/knowledge/${data.article}`
      : number === null
        ? `/sales${data.deal ? `/deals/${data.deal.number}` : '?view=day'}`
        : `/tickets/${number}`;
