import type { DataSource } from 'typeorm';
import type { ContactCard } from './contact.dto.js';

/** The active identities of contact `c` as the API shows them, as one json column. */
export const IDENTITIES = `
  (select coalesce(json_agg(json_strip_nulls(json_build_object('id', i.id, 'kind', i.kind, 'channel', i.channel, 'value', i.value,
     'display', i.display, 'verified', i.verified, 'undeliverable', i.undeliverable_at is not null)) order by i.valid_from, i.id), '[]')
   from contact_identities i where i.contact_id = c.id and i.valid_to is null)`;

/** The company of contact `c` joined as `k`, as one json column. */
export const COMPANY = `case when k.id is null then null else json_build_object('id', k.id, 'name', k.name) end`;

export async function cardsOf(
  db: Pick<DataSource, 'query'>,
  ids: readonly string[],
): Promise<Map<string, ContactCard>> {
  if (ids.length === 0) return new Map();
  const rows = await db.query<(Omit<ContactCard, 'company'> & { company: ContactCard['company'] | null })[]>(
    `select c.id, c.name, ${COMPANY} as company, ${IDENTITIES} as identities
     from contacts c left join companies k on k.id = c.company_id and k.deleted_at is null where c.id = any($1::uuid[])`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ company, ...card }) => [card.id, company ? { ...card, company } : card]));
}
