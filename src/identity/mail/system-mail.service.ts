import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Vault } from '../../platform/crypto/vault.js';
import { newId } from '../../platform/ids.js';
import { SystemMailRow, type SystemMailPurpose } from './system-mail.entity.js';

/** A mail from Frontdesk itself to somebody who works with it. */
export interface SystemMail {
  purpose: SystemMailPurpose;
  to: string;
  subject: string;
  text: string;
}

/**
 * Whoever can deliver mail offers it with `SystemMailService.deliverThrough(this)` when its module starts.
 *
 *   async sendSystemMail(mail) {
 *     const inbox = await this.inboxes.forSystemMail();
 *     if (!inbox) return false;
 *     await this.transport.send(inbox, mail);
 *     return true;
 *   }
 */
export interface SystemMailTransport {
  /** False: there is no way to deliver at present, so the mail is kept for an administrator to hand over. Throws: try again. */
  sendSystemMail(mail: SystemMail): Promise<boolean>;
}

const PURPOSE = 'system mail';

@Injectable()
export class SystemMailService {
  private transport: SystemMailTransport | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly vault: Vault,
  ) {}

  deliverThrough(transport: SystemMailTransport): void {
    this.transport = transport;
  }

  /** Sends, or keeps where nothing can send. Called from retried jobs, never from a transaction. */
  async send(mail: SystemMail): Promise<void> {
    const sent = await this.deliver(mail);
    await this.db.getRepository(SystemMailRow).insert({
      id: newId(),
      purpose: mail.purpose,
      recipient: mail.to,
      subject: mail.subject,
      bodySealed: sent ? null : this.vault.seal(mail.text, PURPOSE),
      state: sent ? 'sent' : 'stored',
      at: this.clock.now(),
    });
  }

  /** Sends what also stands elsewhere, so that nothing is kept of it. False: there is no way to send at present. */
  async deliver(mail: SystemMail): Promise<boolean> {
    return (await this.transport?.sendSystemMail(mail)) ?? false;
  }

  bodyOf(row: SystemMailRow): string | null {
    return row.bodySealed && this.vault.open(row.bodySealed, PURPOSE);
  }
}
