import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock.js';
import { Vault } from '../../../platform/crypto/vault.js';
import { domainOf } from '../email.settings.js';
import { plainAddress, readToken } from '../threading/address-token.js';

const KEEP_MS = 30_000;
const MAX_KEPT = 2_000;

/** What signs our reply and bounce addresses. */
export const MAIL_TOKEN_PURPOSE = 'mail-address-token';

/**
 * Which inbox an address belongs to. Only hits are remembered: a new inbox must receive at once, whichever process it was
 * made on. What is remembered is forgotten when any process changes an inbox.
 */
@Injectable()
export class AddressBook {
  private readonly kept = new Map<string, { inboxId: string; until: number }>();
  private readonly key: Buffer;

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    vault: Vault,
  ) {
    this.key = vault.key(MAIL_TOKEN_PURPOSE);
  }

  async inboxFor(recipient: string): Promise<string | null> {
    const address = recipient.toLowerCase();
    const known = this.kept.get(address);
    if (known && known.until > this.clock.millis()) return known.inboxId;
    const inboxId =
      (await this.byAddress(address)) ?? (await this.byAddress(plainAddress(address))) ?? (await this.byToken(address));
    if (!inboxId) return null;
    if (this.kept.size >= MAX_KEPT) this.kept.clear();
    this.kept.set(address, { inboxId, until: this.clock.millis() + KEEP_MS });
    return inboxId;
  }

  forget(): void {
    this.kept.clear();
  }

  private async byAddress(address: string): Promise<string | null> {
    const [row] = await this.db.query<{ id: string }[]>(
      `select id from inboxes where channel = 'email' and lower(address) = $1 and deleted_at is null and state <> 'paused'`,
      [address],
    );
    return row?.id ?? null;
  }

  /** `anything+token@`: the token says whose it is, where its MAC is right and the domain is one of ours. */
  private async byToken(address: string): Promise<string | null> {
    const token = readToken(address, this.key);
    if (!token) return null;
    const [row] = await this.db.query<{ id: string }[]>(
      `select i.id from inboxes i
       where i.channel = 'email' and i.deleted_at is null and i.state <> 'paused' and split_part(lower(i.address), '@', 2) = $2
       order by (i.id = (select c.inbox_id from conversations c
                         where c.id = case when $3 = 'c' then $1::uuid else (select m.conversation_id from messages m where m.id = $1::uuid) end)) desc nulls last
       limit 1`,
      [token.id, domainOf(address), token.kind],
    );
    return row?.id ?? null;
  }
}
