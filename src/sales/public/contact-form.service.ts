import { Injectable } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { IsEmail, IsString, IsUUID, Length, MaxLength, validateSync } from 'class-validator';
import { ContactsService } from '../../customers/contacts.service.js';
import { Clock } from '../../platform/clock.js';
import { randomToken } from '../../platform/crypto/tokens.js';
import { Vault } from '../../platform/crypto/vault.js';
import { Work } from '../../platform/database/work.js';
import { SYSTEM } from '../../platform/http/access.decorators.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { Refusal } from '../../platform/http/refusal.js';
import { RepliesService } from '../../tickets/replies/replies.service.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import { DealsService } from '../deals/deals.service.js';
import { PipelinesService } from '../pipelines/pipelines.service.js';
import { judge, stampOf } from './form-stamp.rules.js';
import { Showcase } from './showcase.service.js';

export class ContactForm {
  @IsString() @Length(2, 200) name!: string;
  @IsEmail() @MaxLength(254) email!: string;
  @Optional() @IsString() @MaxLength(40) phone?: string;
  @Optional() @IsString() @MaxLength(200) company?: string;
  @IsString() @Length(1, 5_000) text!: string;
  @Optional() @IsUUID() package?: string;
}

export type FormOutcome = 'sent' | 'incomplete' | 'again';

const PER_HOUR = 5;
const HOUR_MS = 3_600_000;
/** Bounds the memory. */
const MANY = 10_000;

/** Somebody asks for an offer: a contact, a deal with a prospect, and a ticket by which they are answered. */
@Injectable()
export class ContactForms {
  private readonly key: Buffer;
  private readonly sent = new Map<string, { count: number; endsAt: number }>();

  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly contacts: ContactsService,
    private readonly deals: DealsService,
    private readonly pipelines: PipelinesService,
    private readonly tickets: TicketWriter,
    private readonly replies: RepliesService,
    private readonly showcase: Showcase,
    vault: Vault,
  ) {
    this.key = vault.key('contact form');
  }

  stamp(): string {
    return stampOf(this.clock.millis(), randomToken().slice(0, 16), this.key);
  }

  /** What a machine filled in is thanked for and forgotten: it learns nothing from the answer. */
  async take(form: Record<string, unknown>, address: string): Promise<FormOutcome> {
    if (typeof form.website === 'string' && form.website !== '') return 'sent';
    const stamp = typeof form.stamp === 'string' ? form.stamp : '';
    const verdict = judge(stamp, this.clock.millis(), this.key);
    if (verdict !== 'good') return 'again';
    const { name, email, phone, company, text, package: packageId } = form;
    const given = Object.fromEntries(
      Object.entries({ name, email, phone, company, text, package: packageId })
        .map(([key, value]) => [key, typeof value === 'string' ? value.trim() : value])
        .filter(([, value]) => value !== '' && value !== undefined),
    );
    const body = plainToInstance(ContactForm, given);
    if (validateSync(body, { whitelist: true }).length > 0) return 'incomplete';
    this.limit(address);
    await this.keep(body, stamp.slice(0, 60));
    return 'sent';
  }

  private async keep(form: ContactForm, stamp: string): Promise<void> {
    const wanted = (await this.showcase.shown()).find(({ id }) => id === form.package)?.name;
    await this.work.run(async (tx) => {
      const [fresh] = await tx.query(
        'insert into contact_forms (stamp, at) values ($1, $2) on conflict do nothing returning stamp',
        [stamp, this.clock.now()],
      );
      // The same form twice, by an impatient finger or a lost answer.
      if (!fresh) return;
      const who = await this.contacts.identify(tx, {
        kind: 'email',
        // Anybody can enter anybody's number here: nobody is known by it until a channel proves it.
        channel: 'form',
        value: form.email,
        name: form.name,
        also: form.phone ? [{ kind: 'phone', value: form.phone, verified: false }] : [],
      });
      const title = [wanted, form.company ?? form.name].filter(Boolean).join(' · ').slice(0, 200);
      const ticket = await this.tickets.open(
        tx,
        SYSTEM,
        { subject: title, contactId: who.contactId, companyId: who.companyId, inboxId: null, type: 'question' },
        { form: 'packages' },
      );
      const said = [form.text, [form.name, form.email, form.phone, form.company].filter(Boolean).join(' · ')];
      await this.replies.automatic(tx, ticket, {
        kind: 'note',
        text: said.join('\n\n'),
        clientId: `form.${stamp}`,
        meta: { form: 'packages' },
      });
      if (!(await this.pipelines.find(tx))) return;
      const deal = await this.deals.make(tx, SYSTEM, {
        title,
        contactId: who.contactId,
        ...(who.companyId ? { companyId: who.companyId } : { prospect: form.company ?? form.name }),
      });
      await this.deals.link(tx, deal, ticket.id, 'origin');
    });
  }

  private limit(address: string): void {
    const now = this.clock.millis();
    let window = this.sent.get(address);
    if (!window || window.endsAt <= now) {
      if (this.sent.size >= MANY) for (const [old, { endsAt }] of this.sent) if (endsAt <= now) this.sent.delete(old);
      window = { count: 0, endsAt: now + HOUR_MS };
      this.sent.set(address, window);
    }
    window.count += 1;
    if (window.count > PER_HOUR) {
      throw new Refusal('rate_limited', 429, 'Too many requests.', { retryAfter: (window.endsAt - now) / 1_000 });
    }
  }
}
