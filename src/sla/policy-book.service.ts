import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Tx } from '../platform/database/tx.js';
import { fieldsIn, type Condition } from '../tickets/conditions/condition.rules.js';
import type { PolicyDefinition } from './policy.rules.js';

export interface KnownPolicy {
  id: string;
  name: string;
  version: number;
  definition: PolicyDefinition;
}

export interface PolicyPage {
  revision: string;
  /** Active ones, in their order. */
  policies: KnownPolicy[];
  /** Fields of tickets on which the choice depends. */
  asked: ReadonlySet<string>;
}

interface Row {
  id: string;
  name: string;
  version: number;
  definition: PolicyDefinition;
}

/** What this process remembers of policies. Each transaction looks whether it still holds. */
@Injectable()
export class PolicyBook {
  private page: PolicyPage | undefined;
  private readonly versions = new Map<string, KnownPolicy>();
  private readonly asked = new WeakMap<Tx, Promise<PolicyPage>>();

  constructor(private readonly db: DataSource) {}

  current(tx: Tx): Promise<PolicyPage> {
    let page = this.asked.get(tx);
    if (!page) this.asked.set(tx, (page = this.look(tx)));
    return page;
  }

  /** As it was when it was promised. */
  async version(id: string, version: number): Promise<KnownPolicy | null> {
    const key = `${id}:${version}`;
    const known = this.versions.get(key);
    if (known) return known;
    const [row] = await this.db.query<Row[]>(
      'select policy_id as id, name, version, definition from sla_policy_versions where policy_id = $1 and version = $2',
      [id, version],
    );
    if (row) this.versions.set(key, row);
    return row ?? null;
  }

  private async look(tx: Tx): Promise<PolicyPage> {
    const [held] = await tx.query<{ revision: string }>('select revision from sla_revision');
    const revision = String(held?.revision);
    if (this.page?.revision === revision) return this.page;
    const page = await this.load(this.db);
    this.page = page;
    // A transaction that changes policies sees its own changes, which nobody else must learn yet.
    return page.revision === revision ? page : this.load(tx);
  }

  private async load(reader: Pick<DataSource, 'query'> | Tx): Promise<PolicyPage> {
    const query = reader.query.bind(reader) as <R>(sql: string) => Promise<R[]>;
    const [held] = await query<{ revision: string }>('select revision from sla_revision');
    const policies = await query<Row>(
      'select id, name, version, definition from sla_policies where active and deleted_at is null order by position, id',
    );
    const asked = new Set(policies.flatMap((policy) => fieldsIn(policy.definition.conditions as Condition)));
    return { revision: String(held?.revision), policies, asked };
  }
}
