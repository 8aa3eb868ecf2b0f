import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { randomToken, tokenHash } from '../../platform/crypto/tokens.js';
import { Reading } from '../../platform/database/reading.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { newId } from '../../platform/ids.js';
import { InboxesService } from '../inboxes.service.js';
import { ChatRooms } from './chat.rooms.js';
import { settingsOf } from './chat.settings.js';
import { Visitor } from './visitor.entity.js';

/** Somebody whom we know ourselves, because they are signed in with us. */
export interface Guest {
  /** By what the room that vouches knows them; their conversations are found again by it. */
  account: string;
  contactId: string;
  name: string;
  email: string;
  language: string | null;
}

/** Who is behind a reference at this moment; nobody once it has ended. */
export type Doorkeeper = (reference: string) => Promise<Guest | undefined>;

/** With the contact: an address that goes to another person takes no token and no conversation along. */
export const guestKey = ({ account, contactId }: Pick<Guest, 'account' | 'contactId'>): string =>
  `${account}:${contactId}`;

export interface GuestDoor {
  inbox: string;
  visitor: string;
  greeting: string;
}

/** So old a token of a guest is no longer asked for by any page: it asks for a new one. */
const FORGET_AFTER_MS = 86_400_000;

/**
 * Customers who are signed in to a page of ours chat as who they are. The room that signed them in vouches, and is asked
 * again at every handshake and call: who is signed out there is out here as well.
 */
@Injectable()
export class ChatGuests {
  private doorkeeper: Doorkeeper = () => Promise.resolve(undefined);

  constructor(
    private readonly inboxes: InboxesService,
    private readonly rooms: ChatRooms,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly reading: Reading,
  ) {}

  trust(doorkeeper: Doorkeeper): void {
    this.doorkeeper = doorkeeper;
  }

  who(reference: string): Promise<Guest | undefined> {
    return this.doorkeeper(reference);
  }

  /** Whether there is a line on which guests may chat. */
  async isOpen(): Promise<boolean> {
    return (await this.line()) !== undefined;
  }

  /** Answers on this line that they have not seen on any of their devices. */
  async unread({ account, contactId }: Guest): Promise<number> {
    const [row] = await this.reading.query<{ unread: number }>(
      `select count(*)::int as unread
       from contact_identities i join conversations c on c.identity_id = i.id join messages m on m.conversation_id = c.id
       where i.kind = 'visitor' and i.contact_id = $1 and left(i.value, length($2)) = $2 and c.channel = 'chat'
         and m.seq > c.read_seq and m.direction = 'out' and m.state in ('sent', 'delivered')`,
      [contactId, `${account}:`],
    );
    return row!.unread;
  }

  /** A visitor's token that is good for as long as `reference` is. */
  async enter(reference: string, guest: Guest): Promise<GuestDoor | undefined> {
    const line = await this.line();
    if (!line?.publicKey) return undefined;
    const token = randomToken('vst_');
    await this.work.run(async (tx) => {
      await this.forgetOld(tx, guestKey(guest));
      await tx.insert(Visitor, await this.visitorOf(tx, line.id, reference, guest, token));
    });
    return { inbox: line.publicKey, visitor: token, greeting: settingsOf(line.settings).greeting };
  }

  /** Their rights or their session ended: they are asked again who they are. */
  drop(account: string): void {
    this.rooms.dropGuest(account);
  }

  private async line() {
    const lines = await this.inboxes.activeLines('chat');
    return lines.find((line) => line.publicKey !== null && settingsOf(line.settings).forCustomers);
  }

  private async visitorOf(tx: Tx, inboxId: string, reference: string, guest: Guest, token: string): Promise<Visitor> {
    const now = this.clock.now();
    // Where contacts were merged, the key is that of the one who is no more.
    const [known] = await tx.query<{ value: string }>(
      `select value from contact_identities where kind = 'visitor' and scope = $1 and contact_id = $2
         and left(value, length($3)) = $3 and valid_to is null order by valid_from, id limit 1`,
      [inboxId, guest.contactId, `${guest.account}:`],
    );
    return {
      id: newId(),
      inboxId,
      tokenHash: tokenHash(token),
      identityKey: known?.value ?? guestKey(guest),
      externalId: guestKey(guest),
      name: guest.name,
      email: guest.email,
      emailProven: true,
      language: guest.language,
      vouchedBy: reference,
      createdAt: now,
      seenAt: now,
    };
  }

  private forgetOld(tx: Tx, key: string): Promise<unknown> {
    return tx.query('delete from chat_visitors where external_id = $1 and vouched_by is not null and seen_at < $2', [
      key,
      new Date(this.clock.millis() - FORGET_AFTER_MS),
    ]);
  }
}
