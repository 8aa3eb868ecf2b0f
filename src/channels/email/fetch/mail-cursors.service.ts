import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock.js';

/** How far a folder has been read. UIDs only mean something together with their UIDVALIDITY. */
export interface MailCursor {
  uidValidity: string;
  lastUid: number;
  /** When we began: older mail is never fetched, whatever happens to the UIDs. */
  since: Date;
  /** When the folder was last compared with what we took from it. */
  comparedAt: Date | null;
}

/** Where a mail lies on its server. */
export interface MailPlace {
  inboxId: string;
  mailbox: string;
  uidValidity: string;
}

@Injectable()
export class MailCursors {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async find(inboxId: string, mailbox: string): Promise<MailCursor | null> {
    const [row] = await this.db.query<
      { uid_validity: string; last_uid: string; since: Date; compared_at: Date | null }[]
    >('select uid_validity, last_uid, since, compared_at from mail_cursors where inbox_id = $1 and mailbox = $2', [
      inboxId,
      mailbox,
    ]);
    if (!row) return null;
    return {
      uidValidity: row.uid_validity,
      lastUid: Number(row.last_uid),
      since: row.since,
      comparedAt: row.compared_at,
    };
  }

  async begin(inboxId: string, mailbox: string, uidValidity: string, lastUid: number): Promise<MailCursor> {
    const since = this.clock.now();
    await this.db.query(
      'insert into mail_cursors (inbox_id, mailbox, uid_validity, last_uid, since, compared_at) values ($1, $2, $3, $4, $5, $5)',
      [inboxId, mailbox, uidValidity, lastUid, since],
    );
    return { uidValidity, lastUid, since, comparedAt: since };
  }

  /** A mail that was taken is never missing, whatever becomes of its envelope. */
  async bury({ inboxId, mailbox, uidValidity }: MailPlace, uid: number): Promise<void> {
    await this.db.query('insert into mail_tombstones values ($1, $2, $3, $4) on conflict do nothing', [
      inboxId,
      mailbox,
      uidValidity,
      uid,
    ]);
  }

  /** Those of these UIDs that we never took. */
  async missing({ inboxId, mailbox, uidValidity }: MailPlace, uids: number[]): Promise<number[]> {
    const rows = await this.db.query<{ uid: string }[]>(
      `select u.uid from unnest($4::bigint[]) u(uid)
       where not exists (select 1 from mail_tombstones t
         where t.inbox_id = $1 and t.mailbox = $2 and t.uid_validity = $3 and t.uid = u.uid)
       order by u.uid`,
      [inboxId, mailbox, uidValidity, uids],
    );
    return rows.map((row) => Number(row.uid));
  }

  /** `whole`: nothing is left to compare until tomorrow. */
  async compared({ inboxId, mailbox, uidValidity }: MailPlace, found: number, whole: boolean): Promise<void> {
    await this.db.query(
      `update mail_cursors set found_missing = found_missing + $3, compared_at = coalesce($4, compared_at)
       where inbox_id = $1 and mailbox = $2`,
      [inboxId, mailbox, found, whole ? this.clock.now() : null],
    );
    if (!whole) return;
    // After a renumbering the old numbers mean nothing any more.
    await this.db.query('delete from mail_tombstones where inbox_id = $1 and mailbox = $2 and uid_validity <> $3', [
      inboxId,
      mailbox,
      uidValidity,
    ]);
  }

  /** When an inbox's folders were last compared, and how many mails that has brought in all. */
  async comparison(inboxId: string): Promise<{ at: Date; found: number } | null> {
    const [row] = await this.db.query<{ at: Date | null; found: number }[]>(
      'select max(compared_at) as at, sum(found_missing)::int as found from mail_cursors where inbox_id = $1',
      [inboxId],
    );
    return row?.at ? { at: row.at, found: row.found } : null;
  }

  async move(inboxId: string, mailbox: string, uidValidity: string, lastUid: number): Promise<void> {
    await this.db.query(
      'update mail_cursors set uid_validity = $3, last_uid = $4 where inbox_id = $1 and mailbox = $2',
      [inboxId, mailbox, uidValidity, lastUid],
    );
  }
}
