import { Injectable } from '@nestjs/common';
import { CallControls } from '../../channels/calls/call-controls.service.js';
import type { DeskPhone, Extension } from '../../channels/calls/extension.entity.js';
import { Extensions } from '../../channels/calls/extensions.service.js';
import type { Line } from '../../channels/contract.js';
import { InboxesService } from '../../channels/inboxes.service.js';
import { AuditService } from '../../identity/audit/audit.service.js';
import { randomToken } from '../../platform/crypto/tokens.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid, notFound } from '../../platform/http/refusal.js';
import type { DeskPhoneMade } from './extension.dto.js';
import { ExtensionBook } from './extension-book.service.js';

/** Accounts with which desk phones sign in. The provider makes them, and only there is the password kept. */
@Injectable()
export class DeskPhoneAccounts {
  constructor(
    private readonly work: Work,
    private readonly extensions: Extensions,
    private readonly book: ExtensionBook,
    private readonly inboxes: InboxesService,
    private readonly controls: CallControls,
    private readonly audit: AuditService,
  ) {}

  /** A new password; a telephone that has the old one can sign in no longer. */
  async make(actor: Actor, id: string, inboxId: string | undefined): Promise<DeskPhoneMade> {
    const extension = await this.found(id);
    if (extension.kind !== 'person') throw invalid('id', 'is no extension of a person');
    const line = await this.lineFor(inboxId);
    await this.dropAt(extension.sip);
    const username = extension.number;
    // The provider asks for small and large letters and digits.
    const password = `Fd1${randomToken().replace(/[-_]/g, '').slice(0, 21)}`;
    const { domain, sid } = await this.controls.of(line.channel).makeDeskPhone(line, { username, password });
    await this.keep(actor, id, { inboxId: line.id, username, domain, credentialSid: sid }, 'extension.desk-phone-made');
    return { username, domain, password };
  }

  async remove(actor: Actor, id: string): Promise<void> {
    const extension = await this.found(id);
    await this.dropAt(extension.sip);
    await this.keep(actor, id, null, 'extension.desk-phone-removed');
  }

  async dropAt(sip: DeskPhone | null): Promise<void> {
    if (!sip) return;
    const line = await this.inboxes.line(sip.inboxId);
    await this.controls.of(line.channel).dropDeskPhone(line, sip.credentialSid);
  }

  private async keep(actor: Actor, id: string, sip: DeskPhone | null, action: string): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.book.locked(tx, id);
      const others = row.targets.filter(({ kind }) => kind !== 'desk-phone');
      const targets = sip ? [...others, { kind: 'desk-phone' as const }] : others;
      await tx.save(Object.assign(row, { sip, targets, version: row.version + 1 }));
      await this.audit.record(tx, { actor, action, target: { kind: 'extension', id } });
    });
  }

  private async found(id: string): Promise<Extension> {
    const extension = await this.extensions.one(id);
    if (!extension) throw notFound('extension');
    return extension;
  }

  private async lineFor(inboxId: string | undefined): Promise<Line> {
    const all = await Promise.all(this.controls.channels.map((channel) => this.inboxes.activeLines(channel)));
    const lines = all.flat();
    const line = inboxId ? lines.find(({ id }) => id === inboxId) : lines[0];
    if (!line) throw invalid('inboxId', 'is no line with calls');
    return line;
  }
}
