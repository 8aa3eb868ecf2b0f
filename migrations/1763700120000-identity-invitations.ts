import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ways in for people without a session: first set-up, invitations, forgotten passwords, sign-in providers. */
export class IdentityInvitations1763700120000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table setup_link (
        id int primary key default 1 check (id = 1),
        token_hash text not null,
        expires_at timestamptz not null
      )`);
    // The token is sealed until the mail with it is on its way, and then only known to its reader.
    await db.query(`
      create table invitations (
        id uuid primary key,
        email text not null,
        role_id uuid not null references roles,
        team_ids uuid[] not null default '{}',
        token_hash text not null unique,
        token_sealed text,
        invited_by uuid references users,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        accepted_at timestamptz
      )`);
    await db.query(`create unique index invitations_open on invitations (lower(email)) where accepted_at is null`);
    await db.query(`
      create table password_resets (
        id uuid primary key,
        user_id uuid not null unique references users on delete cascade,
        token_hash text not null unique,
        token_sealed text,
        created_at timestamptz not null,
        expires_at timestamptz not null
      )`);
    await db.query(`
      create table system_mail (
        id uuid primary key,
        purpose text not null,
        recipient text not null,
        subject text not null,
        body_sealed text,
        state text not null check (state in ('stored', 'sent')),
        at timestamptz not null
      )`);
    await db.query(`create index system_mail_latest on system_mail (id desc)`);
    await this.providers(db);
  }

  private async providers(db: QueryRunner): Promise<void> {
    await db.query(`
      create table sso_connections (
        id uuid primary key,
        name text not null,
        issuer text not null,
        client_id text not null,
        client_secret text not null,
        provision boolean not null default false,
        role_id uuid references roles,
        domains text[] not null default '{}',
        active boolean not null default true,
        created_at timestamptz not null,
        version int not null default 1,
        check (not provision or role_id is not null)
      )`);
    await db.query(`
      create table sso_identities (
        connection_id uuid not null references sso_connections on delete cascade,
        subject text not null,
        user_id uuid not null references users on delete cascade,
        created_at timestamptz not null,
        primary key (connection_id, subject)
      )`);
    await db.query(`
      create table sso_attempts (
        state_hash text primary key,
        connection_id uuid not null references sso_connections on delete cascade,
        browser_hash text not null,
        nonce text not null,
        verifier text not null,
        return_to text not null,
        expires_at timestamptz not null
      )`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
