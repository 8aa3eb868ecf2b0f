import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Devices and parts: what they are, where they stand, whose they are, who wants them when, and every move. */
export class Equipment1763710000100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('create extension if not exists btree_gist');
    await this.models(db);
    await this.locations(db);
    await this.units(db);
    await this.moves(db);
    await this.reservations(db);
    await this.software(db);
    await db.query(`
      create table ticket_equipment (
        ticket_id uuid not null references tickets,
        equipment_id uuid not null references equipment,
        by_id uuid references users,
        at timestamptz not null,
        primary key (ticket_id, equipment_id)
      )`);
    await db.query(`create index ticket_equipment_unit on ticket_equipment (equipment_id, ticket_id desc)`);
  }

  private async models(db: QueryRunner): Promise<void> {
    await db.query(`
      create table equipment_models (
        id uuid primary key,
        maker text not null,
        name text not null,
        -- In the firm's own words: router, camera, sensor.
        kind text not null,
        family text not null check (family in ('it', 'iot')),
        -- Built into a device; it is no device itself.
        part boolean not null default false,
        about text,
        active boolean not null default true,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null
      )`);
    await db.query(`create unique index equipment_models_name on equipment_models (lower(maker), lower(name))`);
    await db.query(`
      create table equipment_substitutes (
        model_id uuid not null references equipment_models,
        substitute_id uuid not null references equipment_models,
        -- The best first.
        place int not null,
        primary key (model_id, substitute_id),
        check (model_id <> substitute_id)
      )`);
  }

  private async locations(db: QueryRunner): Promise<void> {
    await db.query(`
      create table equipment_locations (
        id uuid primary key,
        name text not null,
        kind text not null check (kind in ('stock', 'van', 'supplier')),
        -- Whose van it is.
        user_id uuid references users,
        address text,
        active boolean not null default true,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (user_id is null or kind = 'van')
      )`);
    await db.query(`create unique index equipment_locations_name on equipment_locations (lower(name)) where active`);
    await db.query(`create unique index equipment_locations_van on equipment_locations (user_id) where active`);
  }

  private async units(db: QueryRunner): Promise<void> {
    await db.query(`create sequence equipment_tags start with 1001`);
    // Its target: a unit stands under a contract of the company that has it, and of no other.
    await db.query(`alter table contracts add constraint contracts_of_company unique (id, company_id)`);
    await db.query(`
      create table equipment (
        id uuid primary key,
        model_id uuid not null references equipment_models,
        serial text,
        tag text not null,
        -- Stands in the QR code. Not to be guessed: a tag is.
        code text not null unique,
        parent_id uuid references equipment check (parent_id <> id),
        owner text not null check (owner in ('ours', 'supplier', 'customer')),
        supplier text,
        -- "reserved" is no state of a row: a reservation that holds today makes it so.
        state text not null check (state in ('in_stock', 'in_transit', 'installed', 'in_repair', 'retired', 'lost')),
        location_id uuid references equipment_locations,
        site_id uuid references sites,
        company_id uuid references companies,
        contract_id uuid,
        notes text,
        warranty_until date,
        move_seq int not null default 0,
        moved_at timestamptz not null,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        foreign key (contract_id, company_id) references contracts (id, company_id),
        check (contract_id is null or company_id is not null),
        check (location_id is null or site_id is null),
        check (state <> 'installed' or (company_id is not null and location_id is null)),
        check (state <> 'in_stock' or location_id is not null),
        check (state not in ('retired', 'lost') or (location_id is null and site_id is null)),
        check (owner <> 'customer' or company_id is not null)
      )`);
    await db.query(`create unique index equipment_tag on equipment (upper(tag))`);
    await db.query(
      `create unique index equipment_serial on equipment (model_id, upper(serial)) where serial is not null`,
    );
    await db.query(`create index equipment_serial_of_any on equipment (upper(serial)) where serial is not null`);
    await db.query(`create index equipment_company on equipment (company_id, id desc) where company_id is not null`);
    await db.query(`create index equipment_site on equipment (site_id) where site_id is not null`);
    await db.query(
      `create index equipment_location on equipment (location_id, model_id) where location_id is not null`,
    );
    await db.query(`create index equipment_model on equipment (model_id, id desc)`);
    await db.query(`create index equipment_parent on equipment (parent_id) where parent_id is not null`);
    await db.query(`create index equipment_contract on equipment (contract_id) where contract_id is not null`);
    await db.query(
      `create index equipment_search on equipment using gin ((upper(tag) || ' ' || coalesce(upper(serial), '')) gin_trgm_ops)`,
    );
  }

  private async moves(db: QueryRunner): Promise<void> {
    await db.query(`
      create table equipment_moves (
        equipment_id uuid not null references equipment,
        seq int not null,
        id uuid not null unique,
        action text not null,
        from_state text,
        to_state text not null,
        from_location_id uuid references equipment_locations,
        from_site_id uuid references sites,
        from_company_id uuid references companies,
        to_location_id uuid references equipment_locations,
        to_site_id uuid references sites,
        to_company_id uuid references companies,
        contract_id uuid references contracts,
        ticket_id uuid references tickets,
        visit_id uuid references visits,
        -- The other one of a swap; what it was built into, taken out of or taken along with.
        with_id uuid references equipment,
        reason text,
        actor_kind text not null,
        actor_id uuid,
        actor_name text not null,
        at timestamptz not null,
        told_at timestamptz not null,
        primary key (equipment_id, seq)
      )`);
    await db.query(`create index equipment_moves_visit on equipment_moves (visit_id) where visit_id is not null`);
    await db.query(`
      create function refuse_move_change() returns trigger language plpgsql
      as $$ begin raise exception 'moves of equipment are only added' using errcode = 'restrict_violation'; end $$`);
    await db.query(`
      create trigger equipment_moves_append_only before update or delete on equipment_moves
      for each row execute function refuse_move_change()`);
  }

  private async reservations(db: QueryRunner): Promise<void> {
    await db.query(`
      create table equipment_reservations (
        id uuid primary key,
        equipment_id uuid not null references equipment,
        company_id uuid references companies,
        contract_id uuid references contracts,
        ticket_id uuid references tickets,
        during daterange not null check (not isempty(during) and not lower_inf(during)),
        -- open: it waits; used: the unit went there; ended: it came back; cancelled: nobody wants it any more.
        state text not null default 'open' check (state in ('open', 'used', 'ended', 'cancelled')),
        note text,
        made_by uuid references users,
        made_by_name text not null,
        created_at timestamptz not null,
        ended_at timestamptz,
        version int not null default 1,
        -- However many ask at the same moment, a day of a unit is given once.
        constraint equipment_reserved_once exclude using gist (equipment_id with =, during with &&)
          where (state in ('open', 'used'))
      )`);
    await db.query(
      `create index equipment_reservations_company on equipment_reservations (company_id, id desc) where company_id is not null`,
    );
  }

  /** Advisories will match on name and version. */
  private async software(db: QueryRunner): Promise<void> {
    await db.query(`
      create table equipment_software (
        equipment_id uuid not null references equipment,
        name text not null,
        version text not null,
        noted_at timestamptz not null
      )`);
    await db.query(`create unique index equipment_software_once on equipment_software (equipment_id, lower(name))`);
    await db.query(`create index equipment_software_name on equipment_software (lower(name), version)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
