import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Organisation } from '../identity/settings/organisation.entity.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { newId } from '../platform/ids.js';
import type { ContactCard } from './contact.dto.js';
import { cardsOf } from './contact.sql.js';
import { isFreeMail } from './free-mail.rules.js';
import { canonicalOrAsGiven, cleaned, domainOf, domainsAbove, type IdentityKind } from './identity.rules.js';
import { isNameless, namelessVisitor } from './nameless.rules.js';

export interface Sighting {
  kind: IdentityKind;
  /** Where it was seen: a channel, or a form of ours in which anybody can enter anything. Not given: our own people typed it in. */
  channel?: string;
  /** The line or account within which the value means something; mail addresses and phone numbers mean the same everywhere. */
  scope?: string;
  value: string;
  /** Where it should be shown otherwise than it was given. */
  display?: string;
  /** What the person is called there. */
  name?: string;
  /** Name of the person's company, believed only where exactly one is called so. */
  companyHint?: string;
  /** The channel proved that it is theirs. */
  verified?: boolean;
  /** Further ways to reach the same person; verified ones also find them. */
  also?: { kind: 'email' | 'phone'; value: string; verified: boolean }[];
  /** Whether what is said now answers what we said to this identity: then they are known by it, though nobody proved it before. */
  answers?: (identityId: string) => Promise<boolean>;
}

export interface Identified {
  contactId: string;
  identityId: string;
  companyId: string | null;
  name: string;
  /** Null until somebody said so, or wrote enough to tell. */
  language: string | null;
  created: boolean;
}

interface Key {
  kind: IdentityKind;
  scope: string;
  value: string;
  display: string;
  verified: boolean;
  channel: string | null;
}

interface FoundRow {
  id: string;
  contact_id: string;
  display: string;
  verified: boolean;
  /** Our own people typed it in: what the desk knows of its customer, and no claim of a stranger. */
  ours: boolean;
  undeliverable: boolean;
  name: string;
  company_id: string | null;
  language: string | null;
}

/** A vanished row means that somebody else just moved or ended the identity; it is looked for again. */
const MAX_LOOKS = 5;
const MAX_NAME = 200;

/** What other rooms ask about contacts, within their transactions. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * The contact behind an address, number or id; made where nobody is known by it. Holds the identity's row to the
   * commit, so that two first messages in one millisecond come one after the other. Never fails on a race.
   */
  async identify(tx: Tx, sighting: Sighting): Promise<Identified> {
    const key = await this.keyOf(tx, sighting);
    const also = await this.furtherKeys(tx, sighting);
    const name = cleaned(sighting.name ?? '').slice(0, MAX_NAME);
    for (let look = 1; look <= MAX_LOOKS; look += 1) {
      const known = await this.find(tx, key);
      if (known) {
        await this.learn(tx, key, known, name);
        await this.attachAll(tx, known.contact_id, also);
        return identified(known, false);
      }
      const owner = await this.ownerOf(tx, also, sighting.answers);
      const made = owner ? await this.addTo(tx, owner, key) : await this.create(tx, key, name, sighting.companyHint);
      if (!made) continue;
      await this.attachAll(tx, made.contactId, also);
      return made;
    }
    throw new Error('an identity kept changing hands');
  }

  /**
   * A further way to reach a contact. Where somebody else has it already nothing changes: `attached` is false and
   * `contactId` says who.
   */
  async attachIdentity(
    tx: Tx,
    contactId: string,
    sighting: Sighting,
  ): Promise<{ identityId: string; contactId: string; attached: boolean }> {
    const key = await this.keyOf(tx, sighting);
    for (let look = 1; look <= MAX_LOOKS; look += 1) {
      const [id] = await this.attachAll(tx, contactId, [key]);
      if (id) return { identityId: id, contactId, attached: true };
      const known = await this.find(tx, key);
      if (known) return { identityId: known.id, contactId: known.contact_id, attached: known.contact_id === contactId };
    }
    throw new Error('an identity kept changing hands');
  }

  /** What is sent there does not arrive. Undone by the next message that comes from there. */
  async markUndeliverable(tx: Tx, identityId: string, reason: string): Promise<void> {
    const [row] = await tx.query<{ contact_id: string }>(
      `update contact_identities set undeliverable_at = $2, undeliverable_reason = $3
       where id = $1 and undeliverable_at is null returning contact_id`,
      [identityId, this.clock.now(), cleaned(reason).slice(0, 500)],
    );
    if (row) tx.emit('contact.changed', { contactId: row.contact_id, changed: ['identities'] });
  }

  /** In which language somebody writes, where nobody knew: what a person has entered stays. */
  learnLanguage(tx: Tx, contactId: string, language: string): void {
    tx.write('update contacts set language = $2, updated_at = $3 where id = $1 and language is null', [
      contactId,
      language,
      this.clock.now(),
    ]);
    tx.emit('contact.changed', { contactId, changed: ['language'] });
  }

  /**
   * Whether what is sent to somebody known arrives, as their provider says; `problem` is why not. Returns false where
   * nobody is known by it: nobody is made.
   */
  async setReachable(
    tx: Tx,
    { kind, scope, value }: Required<Pick<Sighting, 'kind' | 'scope' | 'value'>>,
    problem: string | null,
  ): Promise<boolean> {
    const known = await this.find(tx, await this.keyOf(tx, { kind, scope, value }));
    if (!known) return false;
    if (problem !== null) {
      await this.markUndeliverable(tx, known.id, problem);
    } else if (known.undeliverable) {
      tx.write('update contact_identities set undeliverable_at = null, undeliverable_reason = null where id = $1', [
        known.id,
      ]);
      tx.emit('contact.changed', { contactId: known.contact_id, changed: ['identities'] });
    }
    return true;
  }

  /**
   * Somebody known goes by another value from now on: the identity stays what it is, and so do its conversations. The
   * earlier value is kept as one that has ended. Returns false where nobody is known by it, or somebody is by the new one.
   */
  async moveIdentity(tx: Tx, from: Required<Pick<Sighting, 'kind' | 'scope' | 'value'>>, to: string): Promise<boolean> {
    const known = await this.find(tx, await this.keyOf(tx, from));
    const next = await this.keyOf(tx, { ...from, value: to });
    if (!known || (await this.find(tx, next))) return false;
    tx.write(
      `insert into contact_identities (id, contact_id, kind, channel, scope, value, display, verified, valid_from, valid_to)
       select $2, contact_id, kind, channel, scope, value, display, verified, valid_from, $3 from contact_identities where id = $1`,
      [known.id, newId(), this.clock.now()],
    );
    tx.write('update contact_identities set value = $2, display = $3, valid_from = $4 where id = $1', [
      known.id,
      next.value,
      next.display,
      this.clock.now(),
    ]);
    tx.emit('contact.changed', { contactId: known.contact_id, changed: ['identities'] });
    return true;
  }

  /** Whether nothing may be done with them by itself: what they say is kept and shown, and a person answers. */
  async isRestricted(db: Pick<Tx, 'query'>, contactId: string): Promise<boolean> {
    const rows = await db.query('select 1 from contacts where id = $1 and restricted_at is not null', [contactId]);
    return rows.length > 0;
  }

  /** What lists show of contacts, in one statement. Unknown ids are left out. */
  contactCards(ids: readonly string[]): Promise<Map<string, ContactCard>> {
    return cardsOf(this.db, ids);
  }

  private find(tx: Tx, key: Key): Promise<FoundRow | undefined> {
    return tx
      .query<FoundRow>(
        `select i.id, i.contact_id, i.display, i.verified, i.channel is null as ours, i.undeliverable_at is not null as undeliverable,
           c.name, c.company_id, c.language
         from contact_identities i join contacts c on c.id = i.contact_id
         where i.kind = $1 and i.scope = $2 and i.value = $3 and i.valid_to is null
         for update of i`,
        [key.kind, key.scope, key.value],
      )
      .then((rows) => rows[0]);
  }

  /** One statement makes both or neither: the identity's unique index decides who of several is first. */
  private async create(tx: Tx, key: Key, name: string, hint?: string): Promise<Identified | undefined> {
    const contactId = newId();
    const domain = key.kind === 'email' ? domainOf(key.value) : '';
    const [row] = await tx.query<FoundRow>(
      `with i as (
         insert into contact_identities (id, contact_id, kind, channel, scope, value, display, verified, valid_from)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (kind, scope, value) where valid_to is null do nothing
         returning id, contact_id
       ), company as (
         select d.company_id from company_domains d join unnest($11::text[]) with ordinality as above(domain, place) using (domain)
         order by place limit 1
       ), hinted as (
         select (array_agg(id))[1] as company_id from companies where plain(name) = plain($12) and deleted_at is null having count(*) = 1
       )
       insert into contacts (id, name, company_id, created_at, updated_at)
       select contact_id, $10, coalesce((select company_id from company), (select company_id from hinted)), $9, $9 from i
       returning (select id from i) as id, id as contact_id, name, company_id, language`,
      [
        newId(),
        contactId,
        key.kind,
        key.channel,
        key.scope,
        key.value,
        key.display,
        key.verified,
        this.clock.now(),
        name || placeholder(key, contactId),
        domain && !isFreeMail(domain) ? domainsAbove(domain) : [],
        cleaned(hint ?? '') || null,
      ],
    );
    if (!row) return undefined;
    tx.emit('contact.created', { contactId });
    return identified(row, true);
  }

  /**
   * Somebody whom we know by another identity that is proved, or by a number that our own people typed in, or who answers
   * what we wrote there. That the number is the sender's is proved each time; a number has one contact at most.
   */
  private async ownerOf(
    tx: Tx,
    also: Key[],
    answers: Sighting['answers'] = () => Promise.resolve(false),
  ): Promise<Pick<FoundRow, 'contact_id' | 'name' | 'company_id' | 'language'> | undefined> {
    for (const key of also.filter((k) => k.verified)) {
      const found = await this.find(tx, key);
      const isKnown = found && (found.verified || (key.kind === 'phone' && found.ours));
      if (found && (isKnown || (await answers(found.id)))) return found;
    }
    return undefined;
  }

  private async addTo(
    tx: Tx,
    owner: Pick<FoundRow, 'contact_id' | 'name' | 'company_id' | 'language'>,
    key: Key,
  ): Promise<Identified | undefined> {
    const [id] = await this.attachAll(tx, owner.contact_id, [key]);
    return id ? identified({ ...owner, id }, false) : undefined;
  }

  /** Adds those that nobody has, and believes proofs of those that the contact has. Returns the ids of new ones. */
  private async attachAll(tx: Tx, contactId: string, keys: Key[]): Promise<string[]> {
    if (keys.length === 0) return [];
    const rows = await tx.query<{ id: string; fresh: boolean }>(
      `insert into contact_identities as i (id, contact_id, kind, channel, scope, value, display, verified, valid_from)
       select k.id, $1, k.kind, k.channel, k.scope, k.value, k.display, k.verified, $2
       from jsonb_to_recordset($3) as k(id uuid, kind text, channel text, scope text, value text, display text, verified boolean)
       on conflict (kind, scope, value) where valid_to is null
       do update set verified = true where i.contact_id = excluded.contact_id and excluded.verified and not i.verified
       returning i.id, xmax = 0 as fresh`,
      [contactId, this.clock.now(), JSON.stringify(keys.map((key) => ({ ...key, id: newId() })))],
    );
    const fresh = rows.filter((row) => row.fresh).map((row) => row.id);
    if (fresh.length > 0) tx.emit('contact.changed', { contactId, changed: ['identities'] });
    return fresh;
  }

  /** What the message itself tells about somebody known: a name where there was none, a proof, a sign of life. */
  private async learn(tx: Tx, key: Key, known: FoundRow, name: string): Promise<void> {
    if ((key.verified && !known.verified) || known.undeliverable) {
      await tx.query(
        'update contact_identities set verified = verified or $2, undeliverable_at = null, undeliverable_reason = null where id = $1',
        [known.id, key.verified],
      );
    }
    const provisional =
      isNameless(known.name) || known.name === placeholder({ ...key, display: known.display }, known.contact_id);
    if (name && name !== known.name && provisional && !isNameless(name)) {
      await tx.query('update contacts set name = $2, version = version + 1, updated_at = $3 where id = $1', [
        known.contact_id,
        name,
        this.clock.now(),
      ]);
      known.name = name;
      tx.emit('contact.changed', { contactId: known.contact_id, changed: ['name'] });
    }
  }

  private async keyOf(tx: Tx, sighting: Sighting): Promise<Key> {
    const country = sighting.kind === 'phone' ? await this.defaultCountry(tx, sighting.value) : '';
    const { value, display } = canonicalOrAsGiven(sighting.kind, sighting.value, country);
    const everywhere = sighting.kind === 'email' || sighting.kind === 'phone';
    return {
      kind: sighting.kind,
      scope: everywhere ? '' : (sighting.scope ?? ''),
      value,
      display: cleaned(sighting.display ?? '') && sighting.kind !== 'phone' ? cleaned(sighting.display!) : display,
      verified: sighting.verified ?? false,
      channel: sighting.channel ?? null,
    };
  }

  private async furtherKeys(tx: Tx, { also = [], channel }: Sighting): Promise<Key[]> {
    const keys = new Map<string, Key>();
    for (const one of also) {
      const key = await this.keyOf(tx, { ...one, channel });
      keys.set(`${key.kind} ${key.value}`, key);
    }
    return [...keys.values()];
  }

  /** Asked within the transaction: a second connection while one is held can exhaust the pool. */
  private async defaultCountry(tx: Tx, number: string): Promise<string> {
    if (/^\s*(tel:)?\+/i.test(number)) return '';
    return (await tx.find(Organisation, { id: 1 }))?.defaultCountry ?? '';
  }
}

/** The name of somebody who told none: what we know them by. */
function placeholder(key: Pick<Key, 'kind' | 'display'>, contactId: string): string {
  return key.kind === 'email' || key.kind === 'phone' ? key.display : namelessVisitor(contactId);
}

const identified = (
  row: Pick<FoundRow, 'id' | 'contact_id' | 'name' | 'company_id' | 'language'>,
  created: boolean,
): Identified => ({
  contactId: row.contact_id,
  identityId: row.id,
  companyId: row.company_id,
  name: row.name,
  language: row.language,
  created,
});
