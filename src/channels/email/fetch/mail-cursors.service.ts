import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock.js';

/** How far a folder has been read. UIDs only mean something together with their UIDVALIDITY. */
export interface MailCursor {
  uidValidity: string;
  lastUid: number;
  /** When we began: older mail is never fetched, whatever happens to the UIDs. */
  since: Date;
}

@Injectable()
export class MailCursors {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async find(inboxId: string, mailbox: string): Promise<MailCursor | null> {
    const [row] = await this.db.query<{ uid_validity: string; last_uid: string; since: Date }[]>(
      'select uid_validity, last_uid, since from mail_cursors where inbox_id = $1 and mailbox = $2',
      [inboxId, mailbox],
    );
    return row ? { uidValidity: row.uid_validity, lastUid: Number(row.last_uid), since: row.since } : null;
  }

  async begin(inboxId: string, mailbox: string, uidValidity: string, lastUid: number): Promise<MailCursor> {
    const since = this.clock.now();
    await this.db.query(
      'insert into mail_cursors (inbox_id, mailbox, uid_validity, last_uid, since) values ($1, $2, $3, $4, $5)',
      [inboxId, mailbox, uidValidity, lastUid, since],
    );
    return { uidValidity, lastUid, since };
  }

  async move(inboxId: string, mailbox: string, uidValidity: string, lastUid: number): Promise<void> {
    await this.db.query(
      'update mail_cursors set uid_validity = $3, last_uid = $4 where inbox_id = $1 and mailbox = $2',
      [inboxId, mailbox, uidValidity, lastUid],
    );
  }
}
