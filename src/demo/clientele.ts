import { canonicalOrAsGiven } from '../customers/identity.rules.js';
import { tokenHash } from '../platform/crypto/tokens.js';
import { Agreements, segmentOf, type PackageName } from './agreements.js';
import type { Dice } from './dice.js';
import { FIRM } from './firm.js';
import type { LinePlace, TalkLine } from './line-people.js';
import { DAY, idAt } from './moments.js';
import {
  COMPANIES,
  FIRST_NAMES,
  FOREIGN_NAMES,
  FOREIGN_TITLES,
  PLACES,
  STREETS,
  SURNAMES,
  TITLES,
  type CompanySeed,
} from './names.js';
import { iso, type Rows } from './rows.js';
import { demoVisitorToken } from './visitor-token.js';

export interface DemoCompany extends CompanySeed {
  id: string;
  contract: string;
  sites: string[];
}

export interface DemoContact {
  id: string;
  name: string;
  first: string;
  language: 'pt' | 'en';
  email: string;
  emailId: string;
  company: DemoCompany;
  /** Only those who come by chat. */
  visitor?: { identityId: string; key: string };
  /** Where else they can be met. */
  places: Partial<Record<TalkLine, LinePlace>>;
}

const CONTACTS = 300;
const VISITORS_SHARE = 0.4;

/** Sixty companies with their places and three hundred people, most of them at a firm of their own domain. */
export class Clientele {
  readonly companies: DemoCompany[] = [];
  readonly contacts: DemoContact[] = [];
  private readonly taken = new Set<string>();
  private readonly agreements: Agreements;

  constructor(
    private readonly dice: Dice,
    private readonly rows: Rows,
    private readonly now: number,
    private readonly chatInboxId: string,
  ) {
    this.agreements = new Agreements(rows, now);
    for (const [index, seed] of COMPANIES.entries()) this.addCompany(seed, index);
    const foreign = this.companies.filter((company) => company.foreign);
    for (const name of FOREIGN_NAMES) this.addContact(name, this.dice.pick(foreign), 'en');
    const local = this.companies.filter((company) => !company.foreign);
    while (this.contacts.length < CONTACTS) {
      const name = `${this.dice.pick(FIRST_NAMES)} ${this.dice.pick(SURNAMES)}`;
      // Everybody has at least two; some have many.
      const index = this.contacts.length - FOREIGN_NAMES.length;
      this.addContact(
        name,
        local[index % local.length === index ? index : this.dice.between(0, local.length - 1)]!,
        'pt',
      );
    }
    this.addPeopleWhoChangedAddress();
  }

  private addCompany(seed: CompanySeed, index: number): void {
    const createdAt = this.now - this.dice.between(95, 900) * DAY;
    const id = idAt(createdAt, this.dice);
    const contract = `C-${String(88 + index * 7).padStart(4, '0')}`;
    const sites = this.addSites(id, createdAt, seed);
    const plans: PackageName[] = ['Bronze', 'Prata', 'Prata', 'Ouro 24/7'];
    const plan = seed.has === 'guard' ? 'Ouro 24/7' : this.dice.pick(plans);
    const segment = segmentOf(seed, index);
    this.rows.add('companies', {
      id,
      name: seed.name,
      notes: this.dice.chance(0.2)
        ? this.dice.pick([
            'Prefere contato por telefone à tarde.',
            'Faturar sempre pela matriz.',
            'Auditoria em março: relatórios em dia.',
          ])
        : null,
      tags: plan === 'Ouro 24/7' ? ['ouro'] : [],
      fields: { contract, package: plan, since: iso(createdAt).slice(0, 10) },
      segment,
      version: 1,
      created_at: iso(createdAt),
      updated_at: iso(createdAt),
    });
    this.rows.add('company_domains', { domain: seed.domain, company_id: id });
    this.agreements.sign(id, createdAt, { number: contract, plan, segment });
    this.companies.push({ ...seed, id, contract, sites });
  }

  private addSites(companyId: string, createdAt: number, { has }: CompanySeed): string[] {
    const places = this.dice.some(PLACES, has === 'retail' ? this.dice.between(2, 4) : this.dice.between(1, 2));
    return places.map(({ city, lat, lng, sites }) => {
      const name = this.dice.pick(sites);
      this.rows.add('sites', {
        id: idAt(createdAt, this.dice),
        company_id: companyId,
        name,
        address: `${this.dice.pick(STREETS)}, ${this.dice.between(12, 2_400)}, ${city} - SP`,
        timezone: FIRM.timeZone,
        access_notes: this.dice.pick([
          null,
          'Entrada pela doca, procurar o Wilson.',
          'Apresentar documento na portaria 2.',
          'Chave com a recepção até as 18h.',
        ]),
        lat: lat + this.dice.between(-40, 40) / 1_000,
        lng: lng + this.dice.between(-40, 40) / 1_000,
        version: 1,
        created_at: iso(createdAt),
        updated_at: iso(createdAt),
      });
      return name;
    });
  }

  private addContact(name: string, company: DemoCompany, language: 'pt' | 'en', domain = company.domain): void {
    const createdAt = this.now - this.dice.between(91, 400) * DAY;
    const id = idAt(createdAt, this.dice);
    const email = this.addressFor(name, domain);
    const emailId = this.addIdentity(id, createdAt, 'email', 'email', '', email, true);
    if (this.dice.chance(0.6)) {
      this.addIdentity(
        id,
        createdAt,
        'phone',
        null,
        '',
        `+55 11 9${this.dice.between(6, 9)}${this.dice.between(100, 999)}-${this.dice.between(1_000, 9_999)}`,
        false,
      );
    }
    this.rows.add('contacts', {
      id,
      name,
      title: this.dice.chance(0.7) ? this.dice.pick(language === 'en' ? FOREIGN_TITLES : TITLES) : null,
      language: language === 'en' ? 'en' : 'pt-BR',
      company_id: domain === company.domain ? company.id : null,
      notes: null,
      tags: this.dice.chance(0.08) ? ['vip'] : [],
      fields: this.dice.chance(0.3) ? { shift: this.dice.pick(['manhã', 'tarde', 'noite']) } : {},
      version: 1,
      created_at: iso(createdAt),
      updated_at: iso(createdAt),
    });
    const visitor = this.dice.chance(VISITORS_SHARE)
      ? this.addVisitor(id, name, email, createdAt, language)
      : undefined;
    this.contacts.push({
      id,
      name,
      first: name.split(' ')[0]!,
      language,
      email,
      emailId,
      company,
      places: {},
      ...(visitor && { visitor }),
    });
  }

  private addressFor(name: string, domain: string): string {
    const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(' ');
    const wanted = `${plain[0]}.${plain.at(-1)}`;
    let email = `${wanted}@${domain}`;
    for (let n = 2; this.taken.has(email); n += 1) email = `${wanted}${n}@${domain}`;
    this.taken.add(email);
    return email;
  }

  private addVisitor(
    contactId: string,
    name: string,
    email: string,
    at: number,
    language: string,
  ): { identityId: string; key: string } {
    const key = idAt(at, this.dice);
    this.rows.add('chat_visitors', {
      id: key,
      inbox_id: this.chatInboxId,
      token_hash: tokenHash(demoVisitorToken(key)),
      identity_key: key,
      name,
      email,
      email_proven: false,
      language: language === 'en' ? 'en' : 'pt-BR',
      created_at: iso(at),
      seen_at: iso(at),
    });
    return { identityId: this.addIdentity(contactId, at, 'visitor', 'chat', this.chatInboxId, key, false), key };
  }

  private addIdentity(
    contactId: string,
    at: number,
    kind: 'email' | 'phone' | 'visitor',
    channel: string | null,
    scope: string,
    given: string,
    verified: boolean,
  ): string {
    const id = idAt(at, this.dice);
    const { value, display } = canonicalOrAsGiven(kind, given, FIRM.country);
    // Two people cannot have one number; a second one simply has none here.
    if (this.taken.has(`${kind} ${value}`)) return id;
    this.taken.add(`${kind} ${value}`);
    this.rows.add('contact_identities', {
      id,
      contact_id: contactId,
      kind,
      channel,
      scope,
      value,
      display,
      verified,
      valid_from: iso(at),
    });
    return id;
  }

  /** Some are known twice, which the desk notices and suggests to merge. */
  private addPeopleWhoChangedAddress(): void {
    for (const { name, company, language } of this.dice.some(this.contacts, 6)) {
      const [first, ...rest] = name.split(' ');
      this.addContact(`${first} ${rest.at(-1)}`, company, language, 'correio.example');
    }
  }
}
