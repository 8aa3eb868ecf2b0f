import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock.js';
import { notFound } from '../../../platform/http/refusal.js';
import { decodeCursor, pageOf, type Page, type PageQuery } from '../../../platform/http/paging.js';
import { newId } from '../../../platform/ids.js';
import type { ComposedMail } from '../compose/compose.js';
import { MailOutboxRow } from './mail-outbox.entity.js';

/** Keeps mails that have nowhere to go, so that a newcomer sees what would have been sent. */
@Injectable()
export class MailOutbox {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The same mail again changes nothing. */
  async keep(mail: ComposedMail, inboxId: string, messageId: string | null): Promise<void> {
    await this.db.query(
      `insert into mail_outbox (id, inbox_id, message_id, envelope_from, envelope_to, subject, raw, size, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (message_id) do nothing`,
      [
        newId(),
        inboxId,
        messageId,
        mail.envelope.from,
        JSON.stringify(mail.envelope.to),
        mail.subject,
        mail.raw,
        mail.raw.length,
        this.clock.now(),
      ],
    );
  }

  async has(messageId: string): Promise<boolean> {
    return this.db.getRepository(MailOutboxRow).existsBy({ messageId });
  }

  async list({ limit, cursor }: PageQuery): Promise<Page<MailOutboxRow>> {
    const query = this.db
      .getRepository(MailOutboxRow)
      .createQueryBuilder('mail')
      .orderBy('mail.id', 'DESC')
      .take(limit + 1);
    const after = decodeCursor(cursor, 1);
    if (after) query.where('mail.id < :after', { after: after[0] });
    return pageOf(
      await query.getMany(),
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  async get(id: string): Promise<MailOutboxRow> {
    const columns = {
      id: true,
      inboxId: true,
      messageId: true,
      envelopeFrom: true,
      envelopeTo: true,
      subject: true,
      raw: true,
      size: true,
      at: true,
    };
    const row = await this.db.getRepository(MailOutboxRow).findOne({ where: { id }, select: columns });
    if (!row) throw notFound('mail');
    return row;
  }
}
