import type { ImapFlow } from 'imapflow';
import type { ReceivePort } from '../../contract.js';
import type { EmailLine } from '../email.settings.js';
import type { MailMeta } from '../inbound.rules.js';
import type { MailCursors, MailPlace } from './mail-cursors.service.js';

export interface FetchParts {
  connect(line: EmailLine): Promise<ImapFlow>;
  cursors: MailCursors;
  port: ReceivePort;
  keyOf(raw: Buffer): string;
  judge(raw: Buffer): Promise<MailMeta['verdict']>;
  /** Throws where another process may have taken over. */
  assertMine(): Promise<void>;
  maxBytes: number;
  now(): number;
  /** Mails that a comparison found and fetched. */
  foundMissing(count: number): void;
}

/** Looked for new mail this often even where the server announces it: announcements get lost. */
const POLL_MS = 2 * 60_000;
/** A single mail that the server cannot hand out is stepped over after so many attempts. */
const PATIENCE = 3;
/** Servers lose announcements and hand numbers out late; once a day everything is counted. */
const COMPARE_MS = 24 * 3_600_000;
/** So many missing mails are fetched before new ones get their turn again. */
const AT_ONCE = 200;

/**
 * Reads one folder by its UIDs, from now on. Neither flags nor moves anything, so people and other programs may use the
 * same mailbox. The cursor moves only after the mail is stored durably.
 */
export class MailboxFetcher {
  readonly mailbox: string;
  private client: ImapFlow | undefined;
  private wake: (() => void) | undefined;
  private stopped = false;
  private announced = false;
  private readonly stumbles = new Map<number, number>();

  constructor(
    readonly line: EmailLine,
    private readonly parts: FetchParts,
  ) {
    const { imapUser, imapHost, imapFolder } = line.settings;
    this.mailbox = `${imapUser || line.address}@${imapHost}/${imapFolder || 'INBOX'}`;
  }

  /** Ends when stopped, or throws when the connection is lost. */
  async run(connected: () => Promise<void>): Promise<void> {
    const client = await this.parts.connect(this.line);
    this.client = client;
    try {
      const folder = await client.mailboxOpen(this.line.settings.imapFolder || 'INBOX', { readOnly: true });
      const gone = new Promise<never>((_, fail) =>
        client.on('close', () => fail(new Error('the mail server closed the connection'))),
      );
      gone.catch(() => undefined);
      client.on('exists', () => this.look());
      const validity = String(folder.uidValidity);
      await this.begin(validity, folder.uidNext);
      await connected();
      while (!this.stopped) {
        await this.parts.assertMine();
        this.announced = false;
        await Promise.race([this.catchUp(client, validity), gone]);
        await Promise.race([this.compare(client, validity), gone]);
        if (!this.announced && !this.stopped) await Promise.race([this.pause(client), gone]);
      }
    } finally {
      this.wake?.();
      client.close();
    }
  }

  look(): void {
    this.announced = true;
    this.wake?.();
  }

  stop(): void {
    this.stopped = true;
    this.wake?.();
  }

  private async begin(validity: string, uidNext: number): Promise<void> {
    const cursor = await this.parts.cursors.find(this.line.id, this.mailbox);
    if (!cursor) await this.parts.cursors.begin(this.line.id, this.mailbox, validity, uidNext - 1);
  }

  private async catchUp(client: ImapFlow, validity: string): Promise<void> {
    const cursor = (await this.parts.cursors.find(this.line.id, this.mailbox))!;
    const renumbered = cursor.uidValidity !== validity;
    // Renumbered: look again at all since we began. What is known comes back as a repeat, by its content.
    const found = renumbered
      ? await client.search({ since: cursor.since }, { uid: true })
      : await client.search({ uid: `${cursor.lastUid + 1}:*` }, { uid: true });
    // `n:*` always names the last mail, even where its UID is below n.
    const uids = (found || []).filter((uid) => renumbered || uid > cursor.lastUid).sort((a, b) => a - b);
    for (const uid of uids) {
      if (this.stopped) return;
      const taken = await this.take(client, uid, renumbered ? cursor.since : null);
      if (taken) await this.parts.cursors.bury(this.place(validity), uid);
      if (!renumbered) await this.parts.cursors.move(this.line.id, this.mailbox, validity, uid);
    }
    if (renumbered) await this.parts.cursors.move(this.line.id, this.mailbox, validity, uids.at(-1) ?? 0);
  }

  /**
   * What lies in the folder since we began, against what we took. Who reads by a cursor alone loses, for ever and in
   * silence, what became visible behind it.
   */
  private async compare(client: ImapFlow, validity: string): Promise<void> {
    const cursor = (await this.parts.cursors.find(this.line.id, this.mailbox))!;
    if (this.stopped || (cursor.comparedAt && this.parts.now() - cursor.comparedAt.getTime() < COMPARE_MS)) return;
    const place = this.place(validity);
    const found = (await client.search({ since: cursor.since }, { uid: true })) || [];
    const missing = await this.parts.cursors.missing(
      place,
      found.filter((uid) => uid <= cursor.lastUid),
    );
    let fetched = 0;
    for (const uid of missing.slice(0, AT_ONCE)) {
      if (this.stopped) return;
      const taken = await this.take(client, uid, cursor.since);
      await this.parts.cursors.bury(place, uid);
      if (taken === 'new') fetched += 1;
    }
    await this.parts.cursors.compared(place, fetched, missing.length <= AT_ONCE);
    if (missing.length > AT_ONCE) this.announced = true;
    if (fetched > 0) this.parts.foundMissing(fetched);
  }

  private place(uidValidity: string): MailPlace {
    return { inboxId: this.line.id, mailbox: this.mailbox, uidValidity };
  }

  /** Null where there was nothing to take: it is gone, or older than our beginning. */
  private async take(client: ImapFlow, uid: number, since: Date | null): Promise<'new' | 'repeat' | null> {
    const about = await client.fetchOne(String(uid), { uid: true, size: true, internalDate: true }, { uid: true });
    if (!about || (since && about.internalDate && new Date(about.internalDate) < since)) return null;
    if ((about.size ?? 0) > this.parts.maxBytes) {
      const head = await client.fetchOne(String(uid), { headers: true }, { uid: true });
      const raw = (head && head.headers) || Buffer.alloc(0);
      return this.store(raw, `too-big.${this.parts.keyOf(raw)}`, { unreadable: 'too_big' });
    }
    const source = await this.sourceOf(client, uid);
    if (source === null) return null;
    if (source === undefined)
      return this.store(Buffer.alloc(0), `unfetchable.${this.mailbox}.${uid}`, { unreadable: 'unfetchable' });
    return this.store(source, this.parts.keyOf(source), {});
  }

  /** Null: gone meanwhile. Undefined: the server cannot hand it out, and will not. */
  private async sourceOf(client: ImapFlow, uid: number): Promise<Buffer | null | undefined> {
    try {
      const message = await client.fetchOne(String(uid), { source: true }, { uid: true });
      this.stumbles.delete(uid);
      return message && message.source ? message.source : null;
    } catch (error) {
      const times = (this.stumbles.get(uid) ?? 0) + 1;
      this.stumbles.set(uid, times);
      if (times < PATIENCE) throw error;
      return undefined;
    }
  }

  private async store(raw: Buffer, key: string, more: Partial<MailMeta>): Promise<'new' | 'repeat'> {
    const meta: MailMeta = {
      transport: 'imap',
      mailFrom: null,
      rcptTo: [],
      verdict: await this.parts.judge(raw),
      ...more,
    };
    const { repeat } = await this.parts.port.receive(this.line, { key, raw, meta: { ...meta } });
    return repeat ? 'repeat' : 'new';
  }

  /** The next command ends the IDLE. What came before it began is announced when it begins. */
  private pause(client: ImapFlow): Promise<void> {
    client.idle().catch(() => undefined);
    return new Promise((done) => {
      const timer = setTimeout(done, POLL_MS);
      this.wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }
}
