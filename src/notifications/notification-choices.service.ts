import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotificationChoice } from './notification-choice.entity.js';
import type { NotificationChoiceView } from './notification.dto.js';
import { MAIL_AT_FIRST, NOTIFICATION_KINDS, type NotificationKind } from './notification.rules.js';

/** What somebody wants by mail too. In the console everything is told. */
@Injectable()
export class NotificationChoices {
  constructor(private readonly db: DataSource) {}

  async of(userId: string): Promise<NotificationChoiceView[]> {
    const chosen = await this.db.getRepository(NotificationChoice).findBy({ userId });
    const mail = new Map(chosen.map((choice) => [choice.kind, choice.mail]));
    return NOTIFICATION_KINDS.map((kind) => ({ kind, mail: mail.get(kind) ?? MAIL_AT_FIRST[kind] }));
  }

  async choose(userId: string, kind: NotificationKind, mail: boolean): Promise<NotificationChoiceView> {
    await this.db.getRepository(NotificationChoice).upsert({ userId, kind, mail }, ['userId', 'kind']);
    return { kind, mail };
  }
}
