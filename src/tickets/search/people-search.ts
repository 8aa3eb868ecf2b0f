import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { anywhere } from '../../customers/search.rules.js';
import type { FoundContact } from './search.dto.js';

interface Named {
  id: string;
  name: string;
}

/** Finds customers by a part of their name, also misspelt, or by how they are reached. */
@Injectable()
export class PeopleSearch {
  constructor(private readonly db: DataSource) {}

  contacts(q: string, limit: number): Promise<FoundContact[]> {
    const digits = q.replace(/[^\d]/g, '');
    return this.db.query(
      `select c.id, c.name,
         case when k.id is null then null else json_build_object('id', k.id, 'name', k.name) end as company,
         (select i.display from contact_identities i where i.contact_id = c.id and i.valid_to is null
            and i.kind not in ('visitor', 'external') order by i.valid_from, i.id limit 1) as reach
       from (
         select id, 1 - word_similarity(plain($1), plain(name)) as distance from contacts
           where plain(name) like plain($2) or plain($1) <% plain(name)
         union all
         select contact_id, 0 from contact_identities
           where valid_to is null and (value like lower($2) or (length($3) >= 4 and value like '%' || $3 || '%'))
       ) found
       join contacts c on c.id = found.id and c.deleted_at is null and c.merged_into_id is null
       left join companies k on k.id = c.company_id
       group by c.id, k.id order by min(found.distance), c.name, c.id limit $4`,
      [q, anywhere(q), digits, limit],
    );
  }

  companies(q: string, limit: number): Promise<Named[]> {
    return this.db.query(
      `select id, name from companies
       where deleted_at is null and (plain(name) like plain($2) or plain($1) <% plain(name))
       order by word_similarity(plain($1), plain(name)) desc, name, id limit $3`,
      [q, anywhere(q), limit],
    );
  }
}
