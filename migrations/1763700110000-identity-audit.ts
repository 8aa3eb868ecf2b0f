import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who did what to access and settings. Each entry carries the hash of the one before; none can be changed. */
export class IdentityAudit1763700110000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table audit_log (
        seq bigint primary key,
        at timestamptz not null,
        actor_kind text not null,
        actor_id uuid,
        token_id uuid,
        action text not null,
        target_kind text,
        target_id text,
        address text,
        data jsonb not null,
        previous_hash text not null,
        hash text not null
      )`);
    await db.query(`create index audit_log_actor on audit_log (actor_id, seq)`);
    await db.query(`create index audit_log_target on audit_log (target_id, seq)`);
    await db.query(`create index audit_log_action on audit_log (action text_pattern_ops, seq)`);
    await db.query(`
      create function refuse_audit_change() returns trigger language plpgsql
      as $$ begin raise exception 'the audit log is append-only' using errcode = '42501'; end $$`);
    await db.query(`
      create trigger audit_log_append_only before update or delete on audit_log
      for each row execute function refuse_audit_change()`);
    await db.query(`
      create trigger audit_log_no_truncate before truncate on audit_log
      for each statement execute function refuse_audit_change()`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
