import { Injectable } from '@nestjs/common';
import { Reading } from '../platform/database/reading.js';
import { notFound } from '../platform/http/refusal.js';
import type { DuplicateView } from './contact.dto.js';
import { ContactsService } from './contacts.service.js';
import { reasonsToMerge, type Candidate } from './duplicate.rules.js';

interface CandidateRow extends Candidate {
  id: string;
}

const CANDIDATE = `
  select c.id, c.name, c.company_id as "companyId",
    coalesce((select json_agg(json_build_object('kind', i.kind, 'value', i.value)) from contact_identities i where i.contact_id = c.id), '[]') as identities
  from contacts c`;
const LOOKED_AT = 100;
const SHOWN = 10;

/** Suggestions of who may be the same person. Never acts by itself. */
@Injectable()
export class ContactDuplicatesService {
  constructor(
    private readonly reading: Reading,
    private readonly contacts: ContactsService,
  ) {}

  /** The database finds who shares anything; the rule decides whether that is a reason. */
  async of(id: string): Promise<DuplicateView[]> {
    const [self] = await this.reading.query<CandidateRow>(
      `${CANDIDATE} where c.id = $1 and c.deleted_at is null and c.merged_into_id is null`,
      [id],
    );
    if (!self) throw notFound('contact');
    const mails = self.identities.filter((i) => i.kind === 'email').map((i) => i.value.split('@')[0]!);
    const numbers = self.identities.map((i) => i.value.replace(/^\+/, '')).filter((value) => /^\d{10,15}$/.test(value));
    // Each by an index of its own, and few of them before anybody is read: else the database would go through everybody.
    const rows = await this.reading.query<CandidateRow>(
      `with sharing as materialized (
         select id from (
           select id from contacts where company_id = $2 and plain(name) = plain($3)
           union select contact_id from contact_identities where kind = 'email' and split_part(value, '@', 1) = any($4)
           union select contact_id from contact_identities where kind in ('phone', 'external') and value = any($5)) one
         where id <> $1 order by id desc limit $6)
       ${CANDIDATE} join sharing on sharing.id = c.id where c.deleted_at is null and c.merged_into_id is null
       order by c.id desc`,
      [id, self.companyId, self.name, mails, numbers.flatMap((number) => [number, `+${number}`]), LOOKED_AT],
    );
    const found = rows
      .map((row) => ({ id: row.id, reasons: reasonsToMerge(self, row) }))
      .filter(({ reasons }) => reasons.length > 0)
      .sort((a, b) => b.reasons.length - a.reasons.length)
      .slice(0, SHOWN);
    const cards = await this.contacts.contactCards(found.map((one) => one.id));
    return found.flatMap(({ id: other, reasons }) => {
      const contact = cards.get(other);
      return contact ? [{ contact, reasons }] : [];
    });
  }
}
