import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SettingsService } from '../identity/settings/settings.service.js';
import { OptOuts } from '../conversations/opt-outs.service.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Vault } from '../platform/crypto/vault.js';
import { Work } from '../platform/database/work.js';
import { notFound } from '../platform/http/refusal.js';
import { optOutLanguage, type OptOutLanguage } from './opt-out-page.rules.js';

export interface OptOutPage {
  company: string;
  address: string;
  language: OptOutLanguage;
  out: boolean;
}

interface Whose {
  inboxId: string;
  identityId: string;
}

const TOKEN = /^[\w-]{64}$/;
const MAC = 16;

/**
 * The link that stands in every message to many: no account, no expiry (who finds an old mail may still mean it), and good
 * for this line and address alone.
 */
@Injectable()
export class OptOutLinks {
  private readonly key: Buffer;

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly settings: SettingsService,
    private readonly optOuts: OptOuts,
    vault: Vault,
  ) {
    this.key = vault.key('opt-out links');
  }

  url({ inboxId, identityId }: Whose): string {
    const body = Buffer.from((inboxId + identityId).replaceAll('-', ''), 'hex');
    return `${this.config.publicUrl}/u/${Buffer.concat([body, this.mac(body)]).toString('base64url')}`;
  }

  async look(token: string): Promise<OptOutPage> {
    const { inboxId, identityId } = this.read(token);
    const [row]: { address: string; language: string | null; out: boolean }[] = await this.db.query(
      `select i.display as address, c.language,
         exists (select 1 from opt_outs o where o.inbox_id = $1 and o.identity_id = i.id and o.ended_at is null) as out
       from contact_identities i join contacts c on c.id = i.contact_id where i.id = $2`,
      [inboxId, identityId],
    );
    if (!row) throw notFound('link');
    const { company, language } = await this.settings.current();
    return { company, address: row.address, language: optOutLanguage(row.language, language), out: row.out };
  }

  /** `wanted`: nothing more, or again. Saying it twice changes nothing. */
  async choose(token: string, wanted: 'out' | 'in'): Promise<void> {
    const { inboxId, identityId } = this.read(token);
    await this.work.run(async (tx) => {
      if (wanted === 'in') return this.optOuts.give(tx, inboxId, identityId, 'by the link', 'broadcasts');
      await this.optOuts.withdraw(tx, inboxId, identityId, 'by the link', 'broadcasts');
      // For the figures: the newest that went there is what they had enough of.
      await tx.query(
        `update broadcast_recipients set opted_out_at = $3
         where opted_out_at is null and id = (
           select r.id from broadcast_recipients r join broadcasts b on b.id = r.broadcast_id
           where r.identity_id = $2 and b.inbox_id = $1 and r.state = 'told' order by r.told_at desc limit 1)`,
        [inboxId, identityId, this.clock.now()],
      );
    });
  }

  private read(token: string): Whose {
    if (!TOKEN.test(token)) throw notFound('link');
    const bytes = Buffer.from(token, 'base64url');
    const body = bytes.subarray(0, 32);
    if (bytes.length !== 32 + MAC || !timingSafeEqual(bytes.subarray(32), this.mac(body))) throw notFound('link');
    const uuid = (part: Buffer): string =>
      part.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return { inboxId: uuid(body.subarray(0, 16)), identityId: uuid(body.subarray(16)) };
  }

  private mac(body: Buffer): Buffer {
    return createHmac('sha256', this.key).update(body).digest().subarray(0, MAC);
  }
}
