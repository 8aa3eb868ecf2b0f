import { ApiProperty } from '@nestjs/swagger';
import type { ReadMail } from '../mime/read-mail.js';
import type { MailOutboxRow } from './mail-outbox.entity.js';

export class OutboxMailView {
  @ApiProperty() id!: string;
  @ApiProperty() inboxId!: string;
  @ApiProperty({ type: String, nullable: true }) messageId!: string | null;
  @ApiProperty({ description: 'Envelope sender, to which bounces would go.' }) from!: string;
  @ApiProperty({ type: [String], description: 'Envelope recipients, blind copies included.' }) to!: string[];
  @ApiProperty() subject!: string;
  @ApiProperty() size!: number;
  @ApiProperty() at!: Date;
}

export class OutboxMailPage {
  @ApiProperty({ type: [OutboxMailView] }) items!: OutboxMailView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class OutboxMailDetail extends OutboxMailView {
  @ApiProperty({ type: [Object] }) headers!: { name: string; value: string }[];
  @ApiProperty() text!: string;
  @ApiProperty({ type: String, nullable: true }) html!: string | null;
  @ApiProperty({ type: [Object] }) attachments!: { name: string; type: string; size: number }[];
  @ApiProperty({ description: 'The whole mail as it would go over the wire.' }) raw!: string;
}

export function presentOutboxMail(row: MailOutboxRow): OutboxMailView {
  const { id, inboxId, messageId, envelopeFrom, envelopeTo, subject, size, at } = row;
  return { id, inboxId, messageId, from: envelopeFrom, to: envelopeTo, subject, size, at };
}

export function presentOutboxDetail(row: MailOutboxRow, { mail }: ReadMail): OutboxMailDetail {
  return {
    ...presentOutboxMail(row),
    headers: mail.headers,
    text: mail.text,
    html: mail.html,
    attachments: mail.files.map(({ name, type, content }) => ({ name, type, size: content.length })),
    raw: row.raw.toString('utf8'),
  };
}
