import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { randomToken, tokenHash } from '../../platform/crypto/tokens.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { newId } from '../../platform/ids.js';
import type { Line } from '../contract.js';
import { InboxesService } from '../inboxes.service.js';
import { ChatGuests, guestKey } from './chat-guests.service.js';
import { refuse } from './chat.refusal.js';
import { settingsOf, type ChatSettings } from './chat.settings.js';
import { isVouchedFor, provenEmail } from './identity.rules.js';
import type { Handshake, VerifiedIdentity } from './protocol/protocol.js';
import { Visitor } from './visitor.entity.js';

export type ChatLine = Line<ChatSettings>;

/** A visitor who proved to be one, on the line that they proved it for. */
export interface Known {
  visitor: Visitor;
  line: ChatLine;
}

/** Who a visitor is: by the token of an earlier session, by what the company's server vouches for, or new. */
@Injectable()
export class VisitorsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly inboxes: InboxesService,
    private readonly guests: ChatGuests,
    private readonly clock: Clock,
  ) {}

  /** A paused or deleted line is as unknown as one that never was. */
  async lineByKey(publicKey: string): Promise<ChatLine> {
    const line = (await this.inboxes.activeLines('chat')).find((l) => l.publicKey === publicKey);
    if (!line) throw refuse('unauthorized', 'There is no such chat.');
    return { ...line, settings: settingsOf(line.settings) };
  }

  /** The token is given back as it came where it was good, else it is a new one. */
  async admit(handshake: Handshake): Promise<Known & { token: string }> {
    const line = await this.lineByKey(handshake.inbox);
    const { identity } = handshake;
    const returning = handshake.visitor ? await this.byToken(line.id, handshake.visitor) : null;
    if (returning?.vouchedBy) {
      await this.mustStillBe(returning);
      return {
        visitor: await this.seen(returning, { inbox: handshake.inbox, lang: handshake.lang }),
        line,
        token: handshake.visitor!,
      };
    }
    if (identity && !isVouchedFor(identity, line.settings.identitySecret)) {
      throw refuse('unauthorized', 'identity: the hash does not fit the id.');
    }
    if (!identity && line.settings.requireIdentity) throw refuse('unauthorized', 'This chat is for signed-in people.');
    // A shared computer: without the page vouching for the person again, their history stays closed.
    const fits = returning && (returning.externalId === null || returning.externalId === identity?.id);
    if (fits && (!identity || returning.externalId)) {
      return { visitor: await this.seen(returning, handshake), line, token: handshake.visitor! };
    }
    const token = fits ? handshake.visitor! : randomToken('vst_');
    const visitor = await this.work.run((tx) =>
      fits && identity ? this.upgrade(tx, returning, identity) : this.create(tx, line, handshake, token),
    );
    return { visitor, line, token };
  }

  /** A visitor of our own, who need not be verified. */
  async admitTest(publicKey: string): Promise<Known> {
    const line = await this.lineByKey(publicKey);
    const visitor = await this.work.run((tx) => this.create(tx, line, { inbox: publicKey }, randomToken('vst_')));
    return { visitor, line };
  }

  /** For calls over plain HTTP. */
  async authenticate(token: string | undefined): Promise<Known> {
    const visitor = token ? await this.db.getRepository(Visitor).findOneBy({ tokenHash: tokenHash(token) }) : null;
    if (!visitor) throw refuse('unauthorized', 'Begin with POST /api/v1/chat/session and send its token.');
    const line = (await this.inboxes.activeLines('chat')).find((l) => l.id === visitor.inboxId);
    if (!line) throw refuse('unauthorized', 'There is no such chat.');
    await this.mustStillBe(visitor);
    return { visitor, line: { ...line, settings: settingsOf(line.settings) } };
  }

  /** Who was let in by a session of ours is let in for as long as it holds, and as the same contact. */
  async mustStillBe({ vouchedBy, externalId }: Visitor): Promise<void> {
    if (vouchedBy === null) return;
    const guest = await this.guests.who(vouchedBy);
    if (!guest || guestKey(guest) !== externalId) throw refuse('unauthorized', 'Sign in again.');
  }

  async setContact(visitor: Visitor, { email, name }: { email: string; name: string | null }): Promise<void> {
    const proven = visitor.emailProven && visitor.email === email;
    Object.assign(visitor, { email, name: name ?? visitor.name, emailProven: proven });
    await this.db.query(
      'update chat_visitors set email = $3, email_proven = $4, name = coalesce($5, name) where inbox_id = $1 and identity_key = $2',
      [visitor.inboxId, visitor.identityKey, email, proven, name],
    );
  }

  private byToken(inboxId: string, token: string): Promise<Visitor | null> {
    return this.db.getRepository(Visitor).findOneBy({ tokenHash: tokenHash(token), inboxId });
  }

  private async seen(visitor: Visitor, { identity, lang }: Handshake): Promise<Visitor> {
    const now = this.clock.now();
    const claimed = identity && this.claims(identity);
    Object.assign(visitor, { seenAt: now, language: lang ?? visitor.language });
    if (claimed?.email) Object.assign(visitor, { email: claimed.email, emailProven: claimed.emailProven });
    if (claimed?.name) visitor.name = claimed.name;
    await this.db.query(
      'update chat_visitors set seen_at = $2, language = $3, email = $4, email_proven = $5, name = $6 where id = $1',
      [visitor.id, now, visitor.language, visitor.email, visitor.emailProven, visitor.name],
    );
    return visitor;
  }

  private async create(tx: Tx, line: ChatLine, { identity, lang }: Handshake, token: string): Promise<Visitor> {
    const id = newId();
    const now = this.clock.now();
    const visitor: Visitor = {
      id,
      inboxId: line.id,
      tokenHash: tokenHash(token),
      identityKey: (identity && (await this.keyOf(tx, line.id, identity.id))) ?? id,
      externalId: identity?.id ?? null,
      vouchedBy: null,
      name: null,
      email: null,
      emailProven: false,
      language: lang ?? null,
      createdAt: now,
      seenAt: now,
      ...(identity && this.claims(identity)),
    };
    await tx.insert(Visitor, visitor);
    return visitor;
  }

  /** The first device that is vouched for keeps what was said on it before; the next ones share that conversation. */
  private async upgrade(tx: Tx, visitor: Visitor, identity: VerifiedIdentity): Promise<Visitor> {
    const identityKey = (await this.keyOf(tx, visitor.inboxId, identity.id)) ?? visitor.identityKey;
    Object.assign(visitor, {
      identityKey,
      externalId: identity.id,
      seenAt: this.clock.now(),
      ...this.claims(identity),
    });
    return tx.save(visitor);
  }

  /** Locked by the id: two devices that are vouched for in the same moment come to one conversation. */
  private async keyOf(tx: Tx, inboxId: string, externalId: string): Promise<string | undefined> {
    tx.write('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`chat visitor ${inboxId} ${externalId}`]);
    const [row] = await tx.query<{ identity_key: string }>(
      'select identity_key from chat_visitors where inbox_id = $1 and external_id = $2 order by created_at limit 1',
      [inboxId, externalId],
    );
    return row?.identity_key;
  }

  private claims(identity: VerifiedIdentity): Partial<Visitor> {
    const proven = provenEmail(identity);
    return {
      ...(identity.name && { name: identity.name }),
      ...(identity.email && { email: identity.email, emailProven: proven !== null }),
    };
  }
}
