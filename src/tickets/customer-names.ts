import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

interface Named {
  id: string;
  name: string;
}

/** Names of customers for lists: both kinds in one round trip, because every list of tickets asks for them. */
@Injectable()
export class CustomerNames {
  constructor(private readonly db: DataSource) {}

  async of(
    contactIds: string[],
    companyIds: string[],
  ): Promise<{ contacts: Map<string, Named>; companies: Map<string, Named> }> {
    const rows = await this.db.query<(Named & { company: boolean })[]>(
      `select id, name, false as company from contacts where id = any($1::uuid[])
       union all select id, name, true from companies where id = any($2::uuid[])`,
      [[...new Set(contactIds)], [...new Set(companyIds)]],
    );
    const mapOf = (company: boolean): Map<string, Named> =>
      new Map(rows.filter((r) => r.company === company).map(({ id, name }) => [id, { id, name }]));
    return { contacts: mapOf(false), companies: mapOf(true) };
  }
}
