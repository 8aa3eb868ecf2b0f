import type { DataSource } from 'typeorm';
import type { CompanyBrief, ContactCard, ContactView } from './contact.dto.js';

/** The active identities of contact `c` as the API shows them, as one json column. */
const IDENTITIES = `
  (select coalesce(json_agg(json_strip_nulls(json_build_object('id', i.id, 'kind', i.kind, 'channel', i.channel, 'value', i.value,
     'display', i.display, 'verified', i.verified, 'undeliverable', i.undeliverable_at is not null)) order by i.valid_from, i.id), '[]')
   from contact_identities i where i.contact_id = c.id and i.valid_to is null)`;

/** Merges into contact `c`, and into those that became part of it. */
const MERGES = `
  (with recursive part as (
     select m.id, m.loser_id, m.by_name, m.at from contact_merges m where m.winner_id = c.id and m.undone_at is null
     union all select m.id, m.loser_id, m.by_name, m.at from contact_merges m join part on m.winner_id = part.loser_id where m.undone_at is null
   ) select coalesce(json_agg(json_build_object('id', part.id, 'name', l.name, 'by', part.by_name, 'at', part.at) order by part.id desc), '[]')
   from part join contacts l on l.id = part.loser_id)`;

const COMPANY = `case when k.id is null then null else json_build_object('id', k.id, 'name', k.name) end`;

const FROM = `from contacts c left join companies k on k.id = c.company_id and k.deleted_at is null`;

/** Whole contacts; what they are comes in one statement however many they are. */
export const CONTACT_ROWS = `
  select c.id, c.name, c.title, c.language, c.tags, c.notes, c.fields, c.created_at as "createdAt", c.version,
    c.restricted_at is not null as restricted, c.special,
    ${COMPANY} as company, ${IDENTITIES} as identities, ${MERGES} as merges ${FROM}`;

type Nullable = 'title' | 'language' | 'notes' | 'company';
export type ContactRow = Omit<ContactView, Nullable> & {
  title: string | null;
  language: string | null;
  notes: string | null;
  company: CompanyBrief | null;
};

export const present = ({ title, language, notes, company, ...row }: ContactRow): ContactView => ({
  ...row,
  title: title ?? undefined,
  language: language ?? undefined,
  notes: notes ?? undefined,
  company: company ?? undefined,
});

export async function cardsOf(
  db: Pick<DataSource, 'query'>,
  ids: readonly string[],
): Promise<Map<string, ContactCard>> {
  if (ids.length === 0) return new Map();
  const rows = await db.query<(Omit<ContactCard, 'company'> & { company: CompanyBrief | null })[]>(
    `select c.id, c.name, ${COMPANY} as company, ${IDENTITIES} as identities ${FROM} where c.id = any($1::uuid[])`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ company, ...card }) => [card.id, { ...card, company: company ?? undefined }]));
}
