import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is promised, and the ledger from which every deadline can be read. */
export class Sla1763700700100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await this.policies(db);
    await this.ledger(db);
    await db.query(`
      create table sla_rotas (
        id uuid primary key,
        name text not null,
        timezone text not null,
        members uuid[] not null,
        turn_days int not null check (turn_days between 1 and 31),
        starts_on text not null,
        handover text not null,
        stand_ins jsonb not null default '[]',
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        deleted_at timestamptz
      )`);
    await this.shipped(db);
  }

  private async policies(db: QueryRunner): Promise<void> {
    await db.query(`
      create table sla_policies (
        id uuid primary key,
        position int not null,
        name text not null,
        about text not null default '',
        active boolean not null,
        definition jsonb not null,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        deleted_at timestamptz
      )`);
    await db.query(`create unique index sla_policies_name on sla_policies (lower(name)) where deleted_at is null`);
    await db.query(`create index sla_policies_order on sla_policies (position) where deleted_at is null`);
    await db.query(`
      create table sla_policy_versions (
        policy_id uuid not null references sla_policies,
        version int not null,
        name text not null,
        definition jsonb not null,
        at timestamptz not null,
        by_id uuid,
        by_name text not null,
        primary key (policy_id, version)
      )`);
    // One row: every process asks whether the policies it remembers still hold.
    await db.query(`create table sla_revision (id int primary key default 1 check (id = 1), revision bigint not null)`);
    await db.query(`insert into sla_revision (revision) values (1)`);
  }

  private async ledger(db: QueryRunner): Promise<void> {
    await db.query(`
      create table sla_ledger (
        ticket_id uuid not null references tickets,
        seq int not null,
        kind text not null check (kind in ('apply', 'activate', 'pause', 'resume', 'fulfil', 'breach', 'warn', 'escalate', 'cancel', 'recompute')),
        target text,
        instance int,
        at timestamptz not null,
        recorded_at timestamptz not null,
        level text,
        data jsonb not null,
        primary key (ticket_id, seq)
      )`);
    // Each step of a clock is taken once, whoever tries.
    await db.query(
      `create unique index sla_ledger_levels on sla_ledger (ticket_id, target, instance, level) where level is not null`,
    );
    // What the ledger says, ready to be asked. It can be dropped and made again.
    await db.query(`
      create table sla_clocks (
        ticket_id uuid not null references tickets,
        target text not null,
        instance int not null,
        state text not null check (state in ('running', 'paused', 'met', 'breached', 'cancelled')),
        started_at timestamptz not null,
        due_at timestamptz,
        ended_at timestamptz,
        breached_at timestamptz,
        next_at timestamptz,
        next_level text,
        policy_id uuid references sla_policies,
        policy_version int,
        calendar_id uuid references calendars,
        calendar_version int,
        target_seconds int not null,
        used_seconds int,
        decided_at timestamptz,
        primary key (ticket_id, target, instance)
      )`);
    await db.query(`create index sla_clocks_next on sla_clocks (next_at) where next_at is not null`);
    await db.query(`create index sla_clocks_decided on sla_clocks (decided_at) where decided_at is not null`);
    // What only this room knows of a ticket: "needs no reply", a technician's arrival, a reply that leaves later.
    await db.query(`
      create table sla_marks (
        id uuid primary key,
        ticket_id uuid not null references tickets,
        kind text not null check (kind in ('no-reply', 'arrived', 'scheduled')),
        at timestamptz not null,
        message_id uuid,
        visit_id uuid,
        by_id uuid,
        by_name text,
        recorded_at timestamptz not null,
        undone_at timestamptz
      )`);
    await db.query(`create index sla_marks_ticket on sla_marks (ticket_id)`);
    await db.query(`create unique index sla_marks_scheduled on sla_marks (message_id) where kind = 'scheduled'`);
    await db.query(`create unique index sla_marks_arrived on sla_marks (visit_id) where kind = 'arrived'`);
  }

  /** Examples to begin with. Not active: nobody promises what nobody has decided. */
  private async shipped(db: QueryRunner): Promise<void> {
    const nobody = { all: [] };
    const warnings = [
      { when: { kind: 'used', percent: 75 }, actions: [{ type: 'notify', to: ['assignee', 'team'] }] },
      { when: { kind: 'breach' }, actions: [{ type: 'notify', to: ['assignee', 'team'] }] },
    ];
    const reopen = { mode: 'continue', newCycleAfterDays: 7 };
    const definitions: [string, string, string, object][] = [
      [
        '01890000-0000-7000-8000-0000000005a1',
        'Security desk, day and night',
        'An answer within 30 minutes at any hour, and the next ones too.',
        {
          conditions: nobody,
          targets: [
            { target: 'first_response', hours: 'calendar', minutes: { low: 30, normal: 30, high: 30, urgent: 15 } },
            { target: 'next_response', hours: 'calendar', minutes: { low: 60, normal: 60, high: 30, urgent: 30 } },
            {
              target: 'resolution',
              hours: 'calendar',
              minutes: { low: 2880, normal: 1440, high: 480, urgent: 240 },
              pausedIn: ['waiting_customer'],
            },
          ],
          reopen,
          answers: { calls: true },
          steps: [
            ...warnings,
            {
              when: { kind: 'after', minutes: 10 },
              targets: ['first_response'],
              actions: [{ type: 'raise_priority' }],
            },
          ],
        },
      ],
      [
        '01890000-0000-7000-8000-0000000005a2',
        'Urgent, on site within four hours',
        'A technician stands at the door within four working hours.',
        {
          conditions: {
            all: [
              { field: 'mode', op: 'is', value: 'visit' },
              { field: 'priority', op: 'is', value: 'urgent' },
            ],
          },
          targets: [
            { target: 'first_response', hours: 'business', minutes: { urgent: 30 } },
            { target: 'on_site', hours: 'business', minutes: { urgent: 240 } },
            { target: 'resolution', hours: 'business', minutes: { urgent: 540 }, pausedIn: ['waiting_customer'] },
          ],
          reopen,
          answers: { calls: true },
          steps: warnings,
        },
      ],
      [
        '01890000-0000-7000-8000-0000000005a3',
        'Rental support, next business day',
        'A first answer within four working hours, solved by the same hour of the next working day.',
        {
          conditions: { any: [{ field: 'contract.kind', op: 'is', value: 'rental' }] },
          targets: [
            { target: 'first_response', hours: 'business', minutes: { low: 480, normal: 240, high: 120, urgent: 60 } },
            { target: 'next_response', hours: 'business', minutes: { low: 480, normal: 240, high: 120, urgent: 60 } },
            {
              target: 'resolution',
              hours: 'business',
              minutes: { low: 1620, normal: 540, high: 540, urgent: 540 },
              pausedIn: ['waiting_customer', 'waiting_third_party'],
            },
          ],
          reopen,
          answers: { calls: true },
          steps: warnings,
        },
      ],
    ];
    for (const [at, [id, name, about, definition]] of definitions.entries()) {
      await db.query(
        `insert into sla_policies (id, position, name, about, active, definition, created_at, updated_at)
         values ($1, $2, $3, $4, false, $5, '2026-11-25', '2026-11-25')`,
        [id, at + 1, name, about, JSON.stringify(definition)],
      );
      await db.query(
        `insert into sla_policy_versions (policy_id, version, name, definition, at, by_name)
         values ($1, 1, $2, $3, '2026-11-25', 'Frontdesk')`,
        [id, name, JSON.stringify(definition)],
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
