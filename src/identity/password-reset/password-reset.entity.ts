import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One open request for a new password; the newest of a user is the only one. */
@Entity('password_resets')
export class PasswordReset {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') userId!: string;
  @Column('text') tokenHash!: string;
  /** Until the mail is on its way. */
  @Column('text', { nullable: true }) tokenSealed!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') expiresAt!: Date;
}
