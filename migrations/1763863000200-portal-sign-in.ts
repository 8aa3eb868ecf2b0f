import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A sign-in provider is for our own people or for customers of the portal, never for both. */
export class PortalSignIn1763863000200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table sso_connections add column audience text not null default 'people' check (audience in ('people', 'customers'))`);
    await db.query(`alter table portal_sessions drop constraint portal_sessions_method_check`);
    await db.query(
      `alter table portal_sessions add constraint portal_sessions_method_check check (method in ('link', 'password', 'sso'))`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
