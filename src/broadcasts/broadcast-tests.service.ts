import { Injectable } from '@nestjs/common';
import { ContactsService } from '../customers/contacts.service.js';
import { SettingsService } from '../identity/settings/settings.service.js';
import { UsersService } from '../identity/people/users.service.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { invalid, Refusal } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { Outreach } from '../tickets/replies/outreach.service.js';
import { reachOf } from '../tickets/replies/reply.rules.js';
import type { TestBroadcast, TestSent } from './broadcast.dto.js';
import { BroadcastLines, type BroadcastOn } from './broadcast-lines.service.js';
import { problemsWith } from './broadcast.rules.js';
import { BroadcastWording, type ReaderRow } from './broadcast-wording.service.js';
import { READER } from './reader.sql.js';

type TestReader = ReaderRow & { contactId: string; companyId: string | null; address: string };

/** One to oneself, before many get it: the real way out, with the same words and headers. */
@Injectable()
export class BroadcastTests {
  constructor(
    private readonly work: Work,
    private readonly lines: BroadcastLines,
    private readonly contacts: ContactsService,
    private readonly users: UsersService,
    private readonly settings: SettingsService,
    private readonly wording: BroadcastWording,
    private readonly outreach: Outreach,
  ) {}

  async send(actor: Actor, body: TestBroadcast): Promise<TestSent> {
    const on = await this.lines.on(body.inboxId);
    const templates = await this.lines.templatesOf(on);
    const content = this.inOneLanguage(body);
    const errors = problemsWith({ audience: { filters: { everybody: true } }, content }, on.facts, templates);
    if (errors.length > 0) throw new Refusal('not_ready', 422, 'This message cannot go out as it is.', { errors });
    const house = (await this.settings.current()).company;
    const to = body.contactId ? null : (body.to ?? (await this.ownAddress(actor, on)));
    return this.work.run(async (tx) => {
      const reader = body.contactId
        ? await this.known(tx, body.contactId, on)
        : await this.byAddress(tx, to, on, actor);
      const saying = { content, inboxId: body.inboxId, templates, agent: actor.name, house };
      const said = this.wording.for(reader, saying);
      if (!said) throw invalid('content', 'has no words for this reader');
      const { messageId } = await this.outreach.say(tx, actor, { inbox: on.inbox, threaded: on.threaded }, reader, {
        subject: said.subject,
        text: said.text,
        title: said.subject || said.text.slice(0, 80) || 'Test',
        clientId: `broadcast-test:${newId()}`,
        meta: {
          broadcast: { test: true },
          optOut: said.optOut,
          ...(said.template && { template: said.template }),
        },
      });
      return { messageId, to: reader.address };
    });
  }

  private inOneLanguage({ content, language }: TestBroadcast): TestBroadcast['content'] {
    const wanted = language && content.texts?.find((one) => one.language === language);
    return wanted ? { texts: [wanted] } : content;
  }

  private async ownAddress(actor: Actor, { inbox }: BroadcastOn): Promise<string | null> {
    const me = actor.id ? await this.users.find(actor.id) : null;
    return (reachOf(inbox.address)?.identityKind === 'phone' ? me?.phone : me?.email) ?? null;
  }

  private async byAddress(tx: Tx, to: string | null, { inbox }: BroadcastOn, actor: Actor): Promise<TestReader> {
    const kind = reachOf(inbox.address)?.identityKind;
    if (!kind) throw invalid('contactId', 'is needed: this line has no addresses that one could enter');
    if (!to) throw invalid('to', 'is needed: your profile has no number');
    if (kind === 'email' && !/^[^\s@]+@[^\s@]+$/.test(to)) throw invalid('to', 'must be an e-mail address');
    if (kind === 'phone' && !/^\+\d{6,15}$/.test(to.replace(/[\s().-]/g, ''))) {
      throw invalid('to', 'must be a number with its country, such as +5511912345678');
    }
    const found = await this.contacts.identify(tx, { kind, value: to, name: actor.name, verified: false });
    return (await this.reader(tx, 'i.id = $1', [found.identityId]))!;
  }

  private async known(tx: Tx, contactId: string, { inbox }: BroadcastOn): Promise<TestReader> {
    const reader = await this.reader(
      tx,
      `i.contact_id = $1 and i.valid_to is null and ((i.scope = '' and i.kind = $2) or i.scope = $3)`,
      [contactId, reachOf(inbox.address)?.identityKind ?? null, inbox.id],
    );
    if (!reader) throw invalid('contactId', 'is nobody whom this line reaches');
    return reader;
  }

  private async reader(tx: Tx, where: string, parameters: unknown[]): Promise<TestReader | undefined> {
    const [reader] = await tx.query<TestReader>(
      `select c.id as "contactId", i.display as address, ${READER.columns} from contact_identities i ${READER.from}
       where ${where} order by i.valid_from limit 1`,
      parameters,
    );
    return reader;
  }
}
