import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rules, what they did to which ticket, and the rules that every desk begins with. */
export class Rules1763700711000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table rules (
        id uuid primary key,
        position int not null,
        name text not null,
        about text,
        active boolean not null default true,
        events text[] not null,
        time jsonb,
        condition jsonb not null,
        actions jsonb not null,
        stop boolean not null default false,
        rate_per_hour int check (rate_per_hour > 0),
        shipped text,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        deleted_at timestamptz
      )`);
    await db.query(`create index rules_order on rules (position, id) where deleted_at is null`);
    await db.query(`
      create table rule_versions (
        rule_id uuid not null references rules,
        version int not null,
        definition jsonb not null,
        by_id uuid,
        by_name text not null,
        at timestamptz not null,
        primary key (rule_id, version)
      )`);
    await db.query(`
      create table rule_firings (
        id uuid primary key,
        rule_id uuid not null references rules,
        version int not null,
        ticket_id uuid not null references tickets,
        event text not null,
        outcome text not null check (outcome in ('done', 'held')),
        matched jsonb not null,
        effects jsonb not null,
        at timestamptz not null,
        undone_at timestamptz,
        undone jsonb
      )`);
    await db.query(`create index rule_firings_rule on rule_firings (rule_id, at desc, id desc)`);
    await db.query(`create index rule_firings_ticket on rule_firings (ticket_id, at desc)`);
    await db.query(`create index rule_firings_at on rule_firings (at)`);
    // What time has already made of a ticket: once for each rule and period; the anchor says which period.
    await db.query(`
      create table rule_marks (
        rule_id uuid not null references rules,
        ticket_id uuid not null references tickets,
        anchor timestamptz not null,
        rule_version int not null,
        ticket_version int not null,
        fired boolean not null,
        primary key (rule_id, ticket_id)
      )`);
    await db.query(`
      create table rule_deliveries (
        id uuid primary key,
        firing_id uuid not null references rule_firings on delete cascade,
        rule_id uuid not null references rules,
        ticket_id uuid not null,
        url text not null,
        state text not null check (state in ('queued', 'sent', 'failed')),
        attempts int not null default 0,
        status int,
        error text,
        at timestamptz not null,
        updated_at timestamptz not null
      )`);
    await db.query(`create index rule_deliveries_rule on rule_deliveries (rule_id, at desc, id desc)`);
    await db.query(`create index rule_deliveries_firing on rule_deliveries (firing_id)`);
    const open = `where merged_into_id is null and category not in ('solved', 'closed')`;
    await db.query(
      `create index tickets_open_waiting on tickets (waiting_since) ${open} and waiting_since is not null`,
    );
    await db.query(`create index tickets_open_said on tickets (last_message_at) ${open}`);
    await db.query(`create index tickets_open_created on tickets (created_at) ${open}`);
    await this.ship(db);
  }

  /** The service modes and weights that the product promises, as ordinary rules that anybody may change or turn off. */
  private async ship(db: QueryRunner): Promise<void> {
    for (const [at, rule] of SHIPPED.entries()) {
      const id = `01900000-0000-7000-8000-0000000005${String(at + 1).padStart(2, '0')}`;
      await db.query(
        `insert into rules (id, position, name, about, events, condition, actions, stop, shipped, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now(), now())`,
        [
          id,
          at + 1,
          rule.name,
          rule.about,
          rule.events,
          JSON.stringify(rule.condition),
          JSON.stringify(rule.actions),
          rule.stop ?? false,
          rule.key,
        ],
      );
      await db.query(
        `insert into rule_versions (rule_id, version, definition, by_name, at)
         select id, 1, jsonb_build_object('name', name, 'events', events, 'time', time, 'condition', condition, 'actions', actions, 'stop', stop),
           'Frontdesk', now() from rules where id = $1`,
        [id],
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}

const ON_SITE_TAGS = ['on-site', 'onsite', 'visit', 'presencial', 'visita'];
const ON_SITE_TYPES = ['repair', 'installation', 'pickup', 'swap', 'on-site'];
const COMMERCIAL = ['commercial', 'sales', 'quote', 'comercial', 'vendas'];

const SHIPPED: {
  key: string;
  name: string;
  about: string;
  events: string[];
  condition: object;
  actions: object[];
  stop?: boolean;
}[] = [
  {
    key: 'package-weight',
    name: 'Packages that promise more weigh more',
    about:
      'Customers whose package promises quick help do not wait behind everybody else. Put the keys of your own packages here.',
    events: ['ticket.created'],
    condition: {
      all: [
        { field: 'package.key', op: 'in', value: ['gold', 'premium', 'gold-24-7', 'security-24-7'] },
        { field: 'type', op: 'not_in', value: COMMERCIAL },
      ],
    },
    actions: [{ type: 'priority_at_least', value: 'high' }],
  },
  {
    key: 'segment-first',
    name: 'Short-term rental and IoT analytics come first',
    about: 'Who rents for a week cannot wait a week, and who pays for figures misses them within the hour.',
    events: ['ticket.created'],
    condition: {
      all: [
        { field: 'segment', op: 'at_least', value: 'iot-analytics' },
        { field: 'type', op: 'not_in', value: COMMERCIAL },
      ],
    },
    actions: [{ type: 'priority_at_least', value: 'high' }],
  },
  {
    key: 'segment-second',
    name: 'Commercial automation and long-term rental are at least normal',
    about: 'The segments in the middle are never low. Home automation keeps the priority that it came with.',
    events: ['ticket.created'],
    condition: { field: 'segment', op: 'in', value: ['iot-automation', 'it-rental-long'] },
    actions: [{ type: 'priority_at_least', value: 'normal' }],
  },
  {
    key: 'commercial-in-person',
    name: 'Commercial matters are in person',
    about: 'Offers and contracts are talked about face to face. The rules below do not look at these tickets any more.',
    events: ['ticket.created'],
    condition: {
      any: [
        { field: 'type', op: 'in', value: COMMERCIAL },
        { field: 'tags', op: 'has_any', value: COMMERCIAL },
      ],
    },
    actions: [{ type: 'mode', value: 'in_person' }],
    stop: true,
  },
  {
    key: 'visit',
    name: 'Urgent and on-site work gets a visit',
    about:
      'What is urgent, marked on-site or of a kind that takes hands goes to dispatch, which is asked for a visit. Low and normal requests stay digital.',
    events: ['ticket.created', 'ticket.changed'],
    condition: {
      all: [
        { field: 'mode', op: 'is', value: 'digital' },
        { field: 'category', op: 'not_in', value: ['solved', 'closed'] },
        {
          any: [
            { field: 'event', op: 'is', value: 'ticket.created' },
            { field: 'changed', op: 'has_any', value: ['priority', 'tags', 'type'] },
          ],
        },
        {
          any: [
            { field: 'priority', op: 'is', value: 'urgent' },
            { field: 'tags', op: 'has_any', value: ON_SITE_TAGS },
            { field: 'type', op: 'in', value: ON_SITE_TYPES },
          ],
        },
      ],
    },
    actions: [
      { type: 'mode', value: 'visit' },
      { type: 'visit', value: 'by_type' },
    ],
    stop: true,
  },
  {
    key: 'low-digital',
    name: 'Low-priority support is digital first',
    about: 'What is not pressing is answered in writing. A visit can still be made of it by hand.',
    events: ['ticket.created'],
    condition: { field: 'priority', op: 'is', value: 'low' },
    actions: [{ type: 'mode', value: 'digital' }],
  },
];
