import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { AuditService } from '../identity/audit/audit.service.js';
import { Organisation } from '../identity/settings/organisation.entity.js';
import { SettingsService } from '../identity/settings/settings.service.js';
import { Clock } from '../platform/clock.js';
import { Reading } from '../platform/database/reading.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page } from '../platform/http/paging.js';
import { conflict, invalid, notFound, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { CompaniesService } from './companies.service.js';
import type { ContactChange, ContactsQuery, ContactView, NewContact, NewIdentity } from './contact.dto.js';
import { Contact } from './contact.entity.js';
import { CONTACT_ROWS, present, type ContactRow } from './contact.sql.js';
import { ContactsService } from './contacts.service.js';
import { CustomFieldsService } from './custom-fields.service.js';
import { canonical, cleaned } from './identity.rules.js';
import { anywhere, identityPatterns } from './search.rules.js';
import { tidyTags } from './tag.rules.js';

/** What people do with contacts: look them up, add, change and delete them. */
@Injectable()
export class ContactDirectoryService {
  constructor(
    private readonly reading: Reading,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly contacts: ContactsService,
    private readonly companies: CompaniesService,
    private readonly fields: CustomFieldsService,
    private readonly audit: AuditService,
  ) {}

  async list({ q, company, tag, sort, limit, cursor }: ContactsQuery): Promise<Page<ContactView>> {
    const parameters: unknown[] = [limit + 1];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const where = ['c.deleted_at is null', 'c.merged_into_id is null'];
    const text = cleaned(q ?? '');
    if (text) {
      const { defaultCountry } = await this.settings.current();
      const piece = $(anywhere(text));
      // One branch for each index: with OR across tables PostgreSQL would read every contact.
      where.push(`c.id in (
        select id from contacts where plain(name) like plain(${piece})
        union select id from contacts where plain(name) %> plain(${$(text)})
        union select of.id from companies firm join contacts of on of.company_id = firm.id where plain(firm.name) like plain(${piece})
        union select contact_id from contact_identities
              where valid_to is null and value like any(${$(identityPatterns(text, defaultCountry))}))`);
    }
    if (company) where.push(`c.company_id = ${$(company)}`);
    if (tag) where.push(`c.tags @> array[${$(tag.toLowerCase())}]`);
    const byName = sort === 'name';
    const after = decodeCursor(cursor, byName ? 2 : 1);
    if (after && byName)
      where.push(`(plain(c.name), c.id) > (plain(${$(String(after[0]))}), ${$(String(after[1]))}::uuid)`);
    if (after && !byName) where.push(`c.id < ${$(String(after[0]))}::uuid`);
    const rows = await this.reading.queryPlanned<ContactRow>(
      `${CONTACT_ROWS} where ${where.join(' and ')} order by ${byName ? 'plain(c.name), c.id' : 'c.id desc'} limit $1`,
      parameters,
    );
    return pageOf(rows, limit, (row) => (byName ? [row.name, row.id] : [row.id]), present);
  }

  /** A contact that was merged is answered by the one it became part of. */
  async one(id: string): Promise<ContactView> {
    const [row] = await this.reading.query<ContactRow>(
      `with recursive chain as (
         select id, merged_into_id from contacts where id = $1
         union all select w.id, w.merged_into_id from contacts w join chain on w.id = chain.merged_into_id
       ) ${CONTACT_ROWS} where c.id = (select id from chain where merged_into_id is null) and c.deleted_at is null`,
      [id],
    );
    if (!row) throw notFound('contact');
    return present(row);
  }

  create({ identities = [], ...fresh }: NewContact): Promise<string> {
    return this.work.run(async (tx) => {
      if (fresh.companyId) await this.companies.require(tx, fresh.companyId, 'companyId');
      const now = this.clock.now();
      const id = newId();
      await tx.insert(Contact, {
        id,
        name: requireName(fresh.name),
        title: fresh.title ?? null,
        language: fresh.language ?? null,
        companyId: fresh.companyId ?? null,
        notes: fresh.notes ?? null,
        tags: tidyTags(fresh.tags ?? []),
        fields: (await this.fields.changed(tx, 'contact', {}, fresh.fields)) as object,
        mergedIntoId: null,
        version: 1,
        createdAt: now,
        updatedAt: now,
        deletedAt: null,
      });
      for (const [index, identity] of identities.entries()) {
        await this.attach(tx, id, identity, `identities[${index}].value`);
      }
      tx.emit('contact.created', { contactId: id });
      return id;
    });
  }

  change(id: string, { version, ...change }: ContactChange): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      if (version !== undefined && version !== row.version) throw stale(row.version);
      if (change.companyId) await this.companies.require(tx, change.companyId, 'companyId');
      if (change.name !== undefined) row.name = requireName(change.name);
      if (change.title !== undefined) row.title = change.title;
      if (change.language !== undefined) row.language = change.language;
      if (change.companyId !== undefined) row.companyId = change.companyId;
      if (change.notes !== undefined) row.notes = change.notes;
      if (change.tags) row.tags = tidyTags(change.tags);
      row.fields = await this.fields.changed(tx, 'contact', row.fields, change.fields);
      await this.store(tx, row, Object.keys(change));
    });
  }

  /** Ends the contact and all its identities: who writes from there again is somebody new. What was said stays. */
  remove(actor: Actor, id: string): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      const now = this.clock.now();
      await tx.save(Object.assign(row, { deletedAt: now, updatedAt: now, version: row.version + 1 }));
      await tx.query('update contact_identities set valid_to = $2 where contact_id = $1 and valid_to is null', [
        id,
        now,
      ]);
      tx.emit('contact.deleted', { contactId: id });
      await this.audit.record(tx, { actor, action: 'contact.deleted', target: { kind: 'contact', id } });
    });
  }

  addIdentity(id: string, identity: NewIdentity): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      await this.attach(tx, id, identity, 'value');
      await this.store(tx, row, ['identities']);
    });
  }

  /** Ends the identity. It stays known whose it was; who writes from there next is somebody new. */
  endIdentity(id: string, identityId: string): Promise<void> {
    return this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      const ended = await tx.query(
        'update contact_identities set valid_to = $3 where id = $2 and contact_id = $1 and valid_to is null returning id',
        [id, identityId, this.clock.now()],
      );
      if (ended.length === 0) throw notFound('identity');
      await this.store(tx, row, ['identities']);
    });
  }

  private async attach(tx: Tx, contactId: string, { kind, value }: NewIdentity, path: string): Promise<void> {
    const country = (await tx.find(Organisation, { id: 1 }))?.defaultCountry ?? '';
    if (!canonical(kind, value, country)) {
      throw invalid(path, kind === 'email' ? 'must be an e-mail address' : 'must be a phone number');
    }
    const result = await this.contacts.attachIdentity(tx, contactId, { kind, value });
    if (result.contactId !== contactId) {
      throw conflict('identity_taken', 'Another contact has this address or number.', { contactId: result.contactId });
    }
  }

  private async locked(tx: Tx, id: string): Promise<Contact> {
    const row = await tx.lock(Contact, { id, deletedAt: IsNull() });
    if (!row) throw notFound('contact');
    if (row.mergedIntoId) {
      throw conflict('merged', 'This contact is part of another one now.', { mergedIntoId: row.mergedIntoId });
    }
    return row;
  }

  private async store(tx: Tx, row: Contact, changed: string[]): Promise<void> {
    await tx.save(Object.assign(row, { version: row.version + 1, updatedAt: this.clock.now() }));
    tx.emit('contact.changed', { contactId: row.id, changed });
  }
}

function requireName(given: string): string {
  const name = cleaned(given);
  if (!name) throw invalid('name', 'must not be empty');
  return name;
}
