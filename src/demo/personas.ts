import type { DataSource } from 'typeorm';
import type { Dice } from './dice.js';
import type { CompanySeed } from './names.js';
import { COMPANIES } from './names.js';
import { demoVisitorToken } from './visitor-token.js';
import type { Subject } from './wording.js';

/** A customer of the firm, as far as playing them needs. */
export interface Persona extends Subject {
  id: string;
  email: string;
  /** The token that this visitor's browser kept. */
  visitorToken?: string;
  company: Subject['company'] & { has: CompanySeed['has'] };
}

const SELECT = `
  select c.id, c.name, c.language, i.display as email, k.name as company, k.fields ->> 'contract' as contract,
    (select v.identity_key from chat_visitors v join contact_identities w on w.kind = 'visitor' and w.value = v.identity_key
     where w.contact_id = c.id order by v.created_at limit 1) as visitor,
    array(select s.name from sites s where s.company_id = k.id and s.deleted_at is null) as sites
  from contacts c
  join companies k on k.id = c.company_id and k.deleted_at is null
  join contact_identities i on i.contact_id = c.id and i.kind = 'email' and i.valid_to is null
  where c.deleted_at is null and c.merged_into_id is null and i.value like '%.example'`;

interface PersonaRow {
  id: string;
  name: string;
  language: string;
  email: string;
  company: string;
  contract: string | null;
  sites: string[];
  visitor: string | null;
}

/** Somebody at random; only invented people, whatever else the desk has learnt since. */
export async function somebody(db: DataSource, dice: Dice): Promise<Persona> {
  const rows = await db.query<PersonaRow[]>(`${SELECT} order by c.id`);
  return personaOf(dice.pick(rows));
}

export async function personByAddress(db: DataSource, address: string): Promise<Persona | undefined> {
  const [row] = await db.query<PersonaRow[]>(`${SELECT} and i.value = lower($1) limit 1`, [address]);
  return row && personaOf(row);
}

function personaOf({ company, contract, sites, language, visitor, ...row }: PersonaRow): Persona {
  return {
    ...row,
    ...(visitor && { visitorToken: demoVisitorToken(visitor) }),
    first: row.name.split(' ')[0]!,
    language: language === 'en' ? 'en' : 'pt',
    company: {
      name: company,
      contract: contract ?? 'C-0001',
      sites: sites.length > 0 ? sites : ['Matriz'],
      has: COMPANIES.find((one) => one.name === company)?.has ?? 'office',
    },
  };
}
