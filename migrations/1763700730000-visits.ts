import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who goes where, when, to do what, and what came of it. */
export class Visits1763700730000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('create extension if not exists btree_gist');
    await this.technicians(db);
    await this.kinds(db);
    await this.visits(db);
    await this.work(db);
    await this.customers(db);
    await this.field(db);
    await db.query(`
      create table dispatch_proposals (
        id uuid primary key,
        day date not null,
        state text not null default 'open' check (state in ('open', 'accepted', 'discarded')),
        made_by uuid references users,
        made_at timestamptz not null,
        ended_at timestamptz,
        ended_by uuid references users,
        planner text not null,
        seed int not null,
        before jsonb not null,
        after jsonb not null,
        changes jsonb not null,
        unplanned uuid[] not null default '{}'
      )`);
  }

  private async technicians(db: QueryRunner): Promise<void> {
    await db.query(`
      create table territories (
        id uuid primary key,
        name text not null,
        -- Circles, as [{lat, lng, km}]: enough to say which part of town a site is in, and drawn without a map.
        areas jsonb not null default '[]',
        version int not null default 1,
        created_at timestamptz not null,
        deleted_at timestamptz
      )`);
    await db.query(`create unique index territories_name on territories (lower(name)) where deleted_at is null`);
    await db.query(`
      create table skills (
        id uuid primary key,
        name text not null,
        about text not null default '',
        version int not null default 1,
        created_at timestamptz not null,
        deleted_at timestamptz
      )`);
    await db.query(`create unique index skills_name on skills (lower(name)) where deleted_at is null`);
    await db.query(`
      create table technicians (
        id uuid primary key,
        user_id uuid not null unique references users,
        active boolean not null default true,
        timezone text not null,
        base_address text not null default '',
        base_lat double precision,
        base_lng double precision,
        -- {mon: [["08:00", "12:00"], …], …} in the technician's own zone.
        hours jsonb not null,
        calendar_id uuid,
        vehicle jsonb,
        limits jsonb not null default '{}',
        rest jsonb not null default '{}',
        -- The technician's own switch: without it no position is taken.
        shares_position boolean not null default false,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null
      )`);
    await db.query(`
      create table technician_skills (
        technician_id uuid not null references technicians on delete cascade,
        skill_id uuid not null references skills,
        level smallint not null check (level between 1 and 5),
        valid_until date,
        primary key (technician_id, skill_id)
      )`);
    await db.query(`
      create table technician_territories (
        technician_id uuid not null references technicians on delete cascade,
        territory_id uuid not null references territories,
        primary key (technician_id, territory_id)
      )`);
    await db.query(`
      create table technician_absences (
        id uuid primary key,
        technician_id uuid not null references technicians on delete cascade,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        reason text not null default '',
        made_by uuid references users,
        created_at timestamptz not null,
        check (ends_at > starts_at)
      )`);
    await db.query(`create index technician_absences_time on technician_absences (technician_id, ends_at)`);
  }

  private async kinds(db: QueryRunner): Promise<void> {
    await db.query(`
      create table visit_kinds (
        kind text primary key,
        minutes int not null check (minutes between 5 and 1440),
        skills jsonb not null default '[]',
        checklist jsonb not null default '[]',
        must_confirm boolean not null,
        technicians int not null default 1 check (technicians between 1 and 10),
        signature boolean not null default true,
        version int not null default 1
      )`);
    await db.query(`
      insert into visit_kinds (kind, minutes, must_confirm, signature) values
        ('repair', 90, false, true), ('installation', 180, true, true), ('pickup', 45, true, true), ('swap', 45, false, true),
        ('feasibility', 60, true, false), ('training', 120, true, false), ('meeting', 60, true, false), ('report_delivery', 30, true, true)`);
    // Opening hours are the site's, {mon: [["08:00", "18:00"]], …} in its zone; null means that nobody said.
    await db.query(`
      create table site_hours (
        site_id uuid primary key references sites on delete cascade,
        hours jsonb not null,
        territory_id uuid references territories
      )`);
  }

  private async visits(db: QueryRunner): Promise<void> {
    await db.query(`
      create table visit_series (
        id uuid primary key,
        ticket_id uuid not null references tickets,
        rrule text not null,
        timezone text not null,
        starts_at timestamptz not null,
        template jsonb not null,
        made_until timestamptz,
        ended_at timestamptz,
        version int not null default 1,
        made_by uuid references users,
        created_at timestamptz not null
      )`);
    await db.query(`
      create table visits (
        id uuid primary key,
        number bigint generated by default as identity unique,
        ticket_id uuid not null references tickets,
        kind text not null references visit_kinds,
        state text not null check (state in
          ('proposed', 'scheduled', 'confirmed', 'en_route', 'on_site', 'paused', 'done', 'could_not', 'cancelled')),
        about text not null default '',
        contact_id uuid references contacts,
        site_id uuid references sites,
        -- The place where no site is known, and what was said about the way in for this visit alone.
        place jsonb,
        access_notes text,
        territory_id uuid references territories,
        minutes int not null check (minutes between 5 and 1440),
        technicians int not null default 1,
        skills jsonb not null default '[]',
        equipment jsonb not null default '[]',
        checklist jsonb not null default '[]',
        must_confirm boolean not null default false,
        window_from timestamptz,
        window_to timestamptz,
        due_at timestamptz,
        planned_from timestamptz,
        planned_to timestamptz,
        confirmed_at timestamptz,
        travel_at timestamptz,
        arrived_at timestamptz,
        paused_at timestamptz,
        paused_minutes int not null default 0,
        left_at timestamptz,
        outcome jsonb,
        signature jsonb,
        rating smallint check (rating between 1 and 5),
        rating_comment text,
        because jsonb,
        follow_up_of uuid references visits,
        series_id uuid references visit_series,
        occurs_at timestamptz,
        -- RFC 5546: raised with every change of time or place that a customer was told.
        invitation_seq int not null default 0,
        attendance text check (attendance in ('accepted', 'declined', 'tentative')),
        attendance_at timestamptz,
        -- Raised to make earlier links worthless.
        link_epoch int not null default 1,
        step_seq int not null default 0,
        version int not null default 1,
        made_by uuid references users,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (planned_to > planned_from),
        check (window_to > window_from),
        check ((planned_from is null) = (planned_to is null)),
        unique (series_id, occurs_at)
      )`);
    await db.query(`create index visits_ticket on visits (ticket_id)`);
    await db.query(
      `create index visits_open on visits (ticket_id) where state not in ('done', 'could_not', 'cancelled')`,
    );
    await db.query(
      `create index visits_planned on visits using gist (tstzrange(planned_from, planned_to)) where planned_from is not null`,
    );
    await db.query(`create index visits_unplanned on visits (due_at) where state = 'proposed'`);
    await db.query(`create index visits_site on visits (site_id, left_at) where site_id is not null`);
    await db.query(`create index visits_follow_up on visits (follow_up_of) where follow_up_of is not null`);
    // Held while the visit holds its place; null before and after. Two visits never share a minute of one person.
    await db.query(`
      create table visit_technicians (
        visit_id uuid not null references visits on delete cascade,
        technician_id uuid not null references technicians,
        place smallint not null default 0,
        during tstzrange,
        primary key (visit_id, technician_id),
        constraint visit_technicians_no_double_booking exclude using gist (technician_id with =, during with &&)
      )`);
    await db.query(`create index visit_technicians_of on visit_technicians (technician_id)`);
    await db.query(`
      create table visit_steps (
        visit_id uuid not null references visits on delete cascade,
        seq int not null,
        id uuid not null,
        type text not null,
        from_state text,
        to_state text not null,
        at timestamptz not null,
        told_at timestamptz not null,
        actor_kind text not null,
        actor_id uuid,
        actor_name text not null,
        lat double precision,
        lng double precision,
        accuracy double precision,
        reason text,
        data jsonb not null default '{}',
        because jsonb,
        primary key (visit_id, seq)
      )`);
    await db.query(`
      create table visit_moves (
        merge_id uuid not null,
        visit_id uuid not null references visits on delete cascade,
        primary key (merge_id, visit_id)
      )`);
  }

  private async work(db: QueryRunner): Promise<void> {
    await db.query(`
      create table visit_parts (
        id uuid primary key,
        visit_id uuid not null references visits on delete cascade,
        name text not null,
        quantity numeric(12, 3) not null check (quantity > 0),
        serial text,
        by_id uuid references users,
        at timestamptz not null,
        client_id text
      )`);
    await db.query(`create index visit_parts_visit on visit_parts (visit_id)`);
    await db.query(`
      create table visit_times (
        id uuid primary key,
        visit_id uuid not null references visits on delete cascade,
        technician_id uuid not null references technicians,
        kind text not null check (kind in ('work', 'travel', 'wait')),
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        note text,
        check (ends_at > starts_at)
      )`);
    await db.query(`create index visit_times_visit on visit_times (visit_id)`);
    await db.query(`
      create table visit_files (
        attachment_id uuid primary key,
        visit_id uuid not null references visits on delete cascade,
        kind text not null check (kind in ('photo', 'signature', 'report')),
        caption text,
        checklist_id text,
        by_id uuid references users,
        at timestamptz not null,
        client_id text
      )`);
    await db.query(`create index visit_files_visit on visit_files (visit_id)`);
    await db.query(
      `create unique index visit_files_client on visit_files (by_id, client_id) where client_id is not null`,
    );
  }

  private async customers(db: QueryRunner): Promise<void> {
    await db.query(`
      create table visit_offers (
        id uuid primary key,
        visit_id uuid not null references visits on delete cascade,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        -- What the customer is told: arrival between these two.
        arrive_until timestamptz not null,
        technician_ids uuid[] not null,
        state text not null default 'open' check (state in ('open', 'taken', 'withdrawn')),
        made_at timestamptz not null
      )`);
    await db.query(`create index visit_offers_visit on visit_offers (visit_id) where state = 'open'`);
    // One row for each thing told, written before it is told: a repeated job tells nothing twice.
    await db.query(`
      create table visit_notices (
        visit_id uuid not null references visits on delete cascade,
        key text not null,
        kind text not null,
        message_id uuid,
        failure text,
        at timestamptz not null,
        primary key (visit_id, key)
      )`);
  }

  private async field(db: QueryRunner): Promise<void> {
    await db.query(`
      create table field_changes (
        user_id uuid not null references users,
        client_id text not null,
        device text not null,
        device_seq bigint not null,
        visit_id uuid,
        type text not null,
        status text not null check (status in ('applied', 'conflict', 'refused')),
        answer jsonb not null,
        device_at timestamptz not null,
        received_at timestamptz not null,
        primary key (user_id, client_id)
      )`);
    await db.query(`create index field_changes_visit on field_changes (visit_id)`);
    await db.query(`
      create table technician_positions (
        technician_id uuid not null references technicians on delete cascade,
        at timestamptz not null,
        visit_id uuid not null references visits on delete cascade,
        lat double precision not null,
        lng double precision not null,
        accuracy double precision,
        received_at timestamptz not null,
        primary key (technician_id, at)
      )`);
    await db.query(`create index technician_positions_age on technician_positions (received_at)`);
    await db.query(`
      create table position_switches (
        id uuid primary key,
        technician_id uuid not null references technicians on delete cascade,
        turned_on boolean not null,
        by_id uuid references users,
        at timestamptz not null
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
