import type { Tx } from '../platform/database/tx.js';

export type Row = Record<string, unknown>;

/** Parents before children, as the foreign keys ask. */
const TABLES = [
  'teams',
  'users',
  'credentials',
  'memberships',
  'user_roles',
  'team_assignment',
  'assignment_people',
  'person_skills',
  'statuses',
  'custom_fields',
  'canned_replies',
  'macros',
  'ticket_views',
  'companies',
  'company_domains',
  'packages',
  'contracts',
  'contract_signatures',
  'rules',
  'rule_versions',
  'sites',
  'contacts',
  'contact_identities',
  'chat_visitors',
  'tickets',
  'ticket_events',
  'ticket_followers',
  'ticket_links',
  'conversations',
  'messages',
  'message_references',
  'attachments',
  'envelopes',
] as const;
export type TableName = (typeof TABLES)[number];

/** Rows in one statement; PostgreSQL takes more, but the text of one should stay below some megabytes. */
const CHUNK = 500;

/** What is to be written, gathered first and then written set by set: thousands of rows in seconds. */
export class Rows {
  private readonly tables = new Map<TableName, Row[]>(TABLES.map((table) => [table, []]));

  /** The rows of one table all have the same members: the first one names the columns. */
  add(table: TableName, row: Row): void {
    this.tables.get(table)!.push(row);
  }

  count(table: TableName): number {
    return this.tables.get(table)!.length;
  }

  async store(tx: Tx): Promise<void> {
    for (const [table, rows] of this.tables) {
      if (rows.length === 0) continue;
      const columns = Object.keys(rows[0]!).join(', ');
      for (let from = 0; from < rows.length; from += CHUNK) {
        await tx.query(
          `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
          [JSON.stringify(rows.slice(from, from + CHUNK))],
        );
      }
    }
  }
}

/** How jsonb carries bytes to a bytea column. */
export const bytea = (content: Buffer): string => `\\x${content.toString('hex')}`;
export const iso = (at: number): string => new Date(at).toISOString();
