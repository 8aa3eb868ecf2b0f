import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People, what they may do, and how they prove who they are. */
export class Identity1763700100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table organisation (
        id int primary key default 1 check (id = 1),
        company text not null default '',
        language text not null default 'en',
        time_zone text not null default 'UTC',
        default_country text not null default 'US',
        require_totp boolean not null default false,
        set_up_at timestamptz,
        version int not null default 1
      )`);
    await db.query(`insert into organisation default values`);
    await this.people(db);
    await this.proofs(db);
    await this.sessions(db);
  }

  private async people(db: QueryRunner): Promise<void> {
    await db.query(`
      create table users (
        id uuid primary key,
        email text not null,
        name text not null,
        language text not null,
        time_zone text not null,
        theme text not null default 'system' check (theme in ('light', 'dark', 'system')),
        signature text not null default '',
        active boolean not null default true,
        availability text not null default 'away' check (availability in ('online', 'away')),
        availability_at timestamptz not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        version int not null default 1
      )`);
    await db.query(`create unique index users_email on users (lower(email))`);
    await db.query(`create index users_by_name on users (lower(name), id)`);
    await db.query(`
      create table teams (
        id uuid primary key,
        name text not null,
        created_at timestamptz not null,
        version int not null default 1
      )`);
    await db.query(`create unique index teams_name on teams (lower(name))`);
    await db.query(`
      create table memberships (
        user_id uuid not null references users on delete cascade,
        team_id uuid not null references teams on delete cascade,
        primary key (user_id, team_id)
      )`);
    await db.query(`create index memberships_team on memberships (team_id)`);
    // A shipped role is only its key: what it may do stands in the code of the rooms, and grows with them.
    await db.query(`
      create table roles (
        id uuid primary key,
        key text unique,
        name text not null,
        permissions text[] not null default '{}',
        ticket_scope text not null check (ticket_scope in ('all', 'team', 'own')),
        created_at timestamptz not null,
        version int not null default 1
      )`);
    await db.query(`create unique index roles_name on roles (lower(name))`);
    await db.query(`
      insert into roles (id, key, name, ticket_scope, created_at) values
        ('01890000-0000-7000-8000-000000000001', 'administrator', 'Administrator', 'all', '2025-11-21'),
        ('01890000-0000-7000-8000-000000000002', 'lead', 'Team lead', 'all', '2025-11-21'),
        ('01890000-0000-7000-8000-000000000003', 'agent', 'Agent', 'team', '2025-11-21'),
        ('01890000-0000-7000-8000-000000000004', 'dispatcher', 'Dispatcher', 'all', '2025-11-21'),
        ('01890000-0000-7000-8000-000000000005', 'technician', 'Technician', 'own', '2025-11-21'),
        ('01890000-0000-7000-8000-000000000006', 'sales', 'Sales', 'team', '2025-11-21'),
        ('01890000-0000-7000-8000-000000000007', 'analyst', 'Analyst', 'all', '2025-11-21')`);
    await db.query(`
      create table user_roles (
        user_id uuid not null references users on delete cascade,
        role_id uuid not null references roles,
        primary key (user_id, role_id)
      )`);
    await db.query(`create index user_roles_role on user_roles (role_id)`);
  }

  /** Apart from `users`, so that no answer made of a user can ever carry them. */
  private async proofs(db: QueryRunner): Promise<void> {
    await db.query(`
      create table credentials (
        user_id uuid primary key references users on delete cascade,
        password_hash text,
        password_changed_at timestamptz,
        totp_secret text,
        totp_confirmed_at timestamptz,
        totp_last_step bigint
      )`);
    await db.query(`
      create table recovery_codes (
        user_id uuid not null references users on delete cascade,
        code_hash text not null,
        primary key (user_id, code_hash)
      )`);
    await db.query(`
      create table sign_in_failures (
        id uuid primary key,
        account text not null,
        address text not null,
        at timestamptz not null
      )`);
    await db.query(`create index sign_in_failures_account on sign_in_failures (account, at)`);
    await db.query(`create index sign_in_failures_address on sign_in_failures (address, at)`);
    await db.query(`create index sign_in_failures_at on sign_in_failures (at)`);
  }

  private async sessions(db: QueryRunner): Promise<void> {
    await db.query(`
      create table sessions (
        id uuid primary key,
        user_id uuid not null references users on delete cascade,
        token_hash text not null unique,
        previous_hash text,
        previous_until timestamptz,
        rotate_due boolean not null default false,
        method text not null check (method in ('password', 'sso')),
        address text not null,
        user_agent text not null,
        created_at timestamptz not null,
        seen_at timestamptz not null,
        expires_at timestamptz not null
      )`);
    await db.query(`create index sessions_user on sessions (user_id)`);
    await db.query(`create index sessions_previous on sessions (previous_hash) where previous_hash is not null`);
    await db.query(`create index sessions_expiry on sessions (expires_at)`);
    await db.query(`
      create table api_tokens (
        id uuid primary key,
        user_id uuid not null references users on delete cascade,
        token_hash text not null unique,
        name text not null,
        scopes text[],
        created_at timestamptz not null,
        last_used_at timestamptz,
        expires_at timestamptz
      )`);
    await db.query(`create index api_tokens_user on api_tokens (user_id)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
