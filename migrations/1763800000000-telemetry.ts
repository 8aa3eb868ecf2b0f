import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What rented devices measure: keys, metrics, readings by the month and what is rolled up of them, thresholds and alerts. */
export class Telemetry1763800000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await this.catalogue(db);
    await this.keys(db);
    await this.readings(db);
    await this.months(db);
    await this.alerts(db);
    await db.query(`
      create table telemetry_settings (
        id int primary key default 1 check (id = 1),
        raw_days int not null default 60 check (raw_days between 14 and 3660),
        quarter_days int not null default 400 check (quarter_days between 14 and 3660),
        hour_days int not null default 1200 check (hour_days between 14 and 7300),
        day_days int not null default 3660 check (day_days between 14 and 14640),
        late_days int not null default 7 check (late_days between 1 and 30),
        rejoin_minutes int not null default 120 check (rejoin_minutes between 0 and 10080),
        open_tickets boolean not null default true,
        solve_untouched boolean not null default false,
        team_id uuid references teams,
        version int not null default 1,
        check (late_days < raw_days and raw_days <= quarter_days and quarter_days <= hour_days and hour_days <= day_days)
      )`);
    await db.query('insert into telemetry_settings default values');
  }

  /** What units of a model measure. */
  private async catalogue(db: QueryRunner): Promise<void> {
    await db.query(`
      create table telemetry_metrics (
        id int generated always as identity primary key,
        model_id uuid not null references equipment_models,
        -- As devices call it.
        key text not null check (key ~ '^[a-z][a-z0-9_.]{0,59}$'),
        -- gauge: any number; counter: it only grows; state: 1 is on, 0 is off.
        kind text not null check (kind in ('gauge', 'counter', 'state')),
        unit text not null default '',
        decimals smallint not null default 1 check (decimals between 0 and 6),
        name_en text not null,
        name_pt text not null,
        place int not null default 0,
        active boolean not null default true,
        version int not null default 1,
        unique (model_id, key)
      )`);
    // One line of numbers: so that a reading is small.
    await db.query(`
      create table telemetry_series (
        id int generated always as identity primary key,
        equipment_id uuid not null references equipment,
        metric_id int not null references telemetry_metrics,
        last_at timestamptz,
        last_value float8,
        -- When we last got something new of it, whatever its own clock says.
        seen_at timestamptz,
        unique (equipment_id, metric_id)
      )`);
    await db.query('create index telemetry_series_metric on telemetry_series (metric_id)');
  }

  private async keys(db: QueryRunner): Promise<void> {
    await db.query(`
      create table telemetry_keys (
        id uuid primary key,
        name text not null,
        secret_sealed text not null,
        -- Believed beside the new one until somebody ends it.
        previous_sealed text,
        active boolean not null default true,
        used_at timestamptz,
        refused_at timestamptz,
        refused_because text,
        version int not null default 1,
        created_at timestamptz not null
      )`);
    await db.query(`
      create table telemetry_key_units (
        key_id uuid not null references telemetry_keys on delete cascade,
        equipment_id uuid not null references equipment,
        primary key (key_id, equipment_id)
      )`);
    await db.query('create index telemetry_key_units_unit on telemetry_key_units (equipment_id)');
  }

  private async readings(db: QueryRunner): Promise<void> {
    // The key is what makes a repeat no news.
    await db.query(`
      create table telemetry_readings (
        series_id int not null,
        at timestamptz not null,
        value float8 not null,
        primary key (series_id, at)
      ) partition by range (at)`);
    for (const table of ['telemetry_quarters', 'telemetry_hours', 'telemetry_days']) {
      await db.query(`
        create table ${table} (
          series_id int not null,
          at timestamptz not null,
          count int not null,
          min float8 not null,
          max float8 not null,
          sum float8 not null,
          last float8 not null,
          last_at timestamptz not null,
          primary key (series_id, at)
        ) ${table === 'telemetry_days' ? '' : 'partition by range (at)'}`);
    }
    // Which hours of which lines got something new. Only added to by whoever takes readings, so that nobody waits for
    // whoever sums them up.
    await db.query(`
      create table telemetry_touched (
        id bigint generated always as identity primary key,
        series_id int not null,
        hour timestamptz not null,
        at timestamptz not null
      )`);
  }

  /** Months stand in a schema of their own: they come and go, and whoever looks through the tables means the whole. */
  private async months(db: QueryRunner): Promise<void> {
    await db.query('create schema if not exists telemetry_months');
    await db.query(`
      create function telemetry_make_month(parent text, month date) returns void language plpgsql as $$
      declare
        first timestamptz := date_trunc('month', month)::timestamp at time zone 'UTC';
        next timestamptz := (date_trunc('month', month) + interval '1 month')::timestamp at time zone 'UTC';
        name text := parent || to_char(month, '_YYYY_MM');
      begin
        if to_regclass('telemetry_months.' || name) is not null then return; end if;
        perform pg_advisory_xact_lock(hashtext('frontdesk telemetry months'));
        if to_regclass('telemetry_months.' || name) is not null then return; end if;
        -- Made beside and then attached: that locks out nobody who reads or writes.
        execute format('create table telemetry_months.%I (like public.%I including all)', name, parent);
        execute format('alter table telemetry_months.%I add check (at >= %L and at < %L)', name, first, next);
        execute format('alter table public.%I attach partition telemetry_months.%I for values from (%L) to (%L)',
          parent, name, first, next);
      end $$`);
    await db.query(`
      select telemetry_make_month(parent, (date_trunc('month', now()) + n * interval '1 month')::date)
      from unnest(array['telemetry_readings', 'telemetry_quarters', 'telemetry_hours']) parent, generate_series(-1, 2) n`);
  }

  private async alerts(db: QueryRunner): Promise<void> {
    await db.query(`
      create table telemetry_thresholds (
        id uuid primary key,
        model_id uuid not null references equipment_models,
        -- Null only for silence of the whole unit.
        metric_id int references telemetry_metrics,
        -- What it is for, beside the model: at most one; the narrowest holds.
        company_id uuid references companies,
        contract_id uuid references contracts,
        equipment_id uuid references equipment,
        kind text not null check (kind in ('above', 'below', 'rate', 'silent')),
        value float8,
        hysteresis float8 not null default 0 check (hysteresis >= 0),
        for_minutes int not null default 0 check (for_minutes between 0 and 1440),
        clear_minutes int not null default 0 check (clear_minutes between 0 and 1440),
        window_minutes int not null default 60 check (window_minutes between 5 and 1440),
        severity text not null check (severity in ('info', 'warning', 'critical')),
        opens_ticket boolean not null default true,
        active boolean not null default true,
        version int not null default 1,
        created_at timestamptz not null,
        deleted_at timestamptz,
        check (num_nonnulls(company_id, contract_id, equipment_id) <= 1),
        check ((kind = 'silent') = (value is null)),
        check (metric_id is not null or kind = 'silent'),
        check (kind <> 'silent' or for_minutes > 0)
      )`);
    await db.query(
      'create index telemetry_thresholds_model on telemetry_thresholds (model_id) where deleted_at is null',
    );
    await db.query(`
      create table telemetry_alerts (
        id uuid primary key,
        equipment_id uuid not null references equipment,
        threshold_id uuid not null references telemetry_thresholds,
        metric_id int references telemetry_metrics,
        company_id uuid references companies,
        site_id uuid references sites,
        -- As it was when it fired: the threshold may be changed.
        kind text not null check (kind in ('above', 'below', 'rate', 'silent')),
        threshold_value float8,
        severity text not null check (severity in ('info', 'warning', 'critical')),
        state text not null check (state in ('open', 'acknowledged', 'cleared')),
        value float8,
        -- Since when the numbers say so, by the device's clock.
        since timestamptz not null,
        firings int not null default 1,
        opened_at timestamptz not null,
        fired_at timestamptz not null,
        acknowledged_at timestamptz,
        acknowledged_by uuid references users,
        cleared_at timestamptz,
        cleared_because text check (cleared_because in ('normal', 'moved', 'threshold')),
        ticket_id uuid references tickets,
        version int not null default 1
      )`);
    // However many look at the same moment, it fires once.
    await db.query(
      `create unique index telemetry_alerts_open on telemetry_alerts (equipment_id, threshold_id) where state <> 'cleared'`,
    );
    await db.query('create index telemetry_alerts_unit on telemetry_alerts (equipment_id, id desc)');
    await db.query(`create index telemetry_alerts_state on telemetry_alerts (state, id desc)`);
    await db.query('create index telemetry_alerts_ticket on telemetry_alerts (ticket_id) where ticket_id is not null');
    await db.query(
      'create index telemetry_alerts_site on telemetry_alerts (site_id, id desc) where site_id is not null',
    );
    await db.query(`
      create table telemetry_mutes (
        equipment_id uuid primary key references equipment,
        until timestamptz,
        reason text,
        by_id uuid references users,
        at timestamptz not null
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
