import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever was at a meeting finds it on their timeline. */
export class ActivityAttendees1763890100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `create index activities_attendees on activities using gin (attendees jsonb_path_ops) where deleted_at is null`,
    );
    await db.query(
      `create index activity_invitations_of_contact on activity_invitations (contact_id) where contact_id is not null`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
