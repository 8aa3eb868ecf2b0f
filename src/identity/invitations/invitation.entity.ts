import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('invitations')
export class Invitation {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') email!: string;
  @Column('uuid') roleId!: string;
  @Column('uuid', { array: true }) teamIds!: string[];
  @Column('text') tokenHash!: string;
  /** Until the mail is on its way. */
  @Column('text', { nullable: true }) tokenSealed!: string | null;
  @Column('uuid', { nullable: true }) invitedBy!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') expiresAt!: Date;
  @Column('timestamptz', { nullable: true }) acceptedAt!: Date | null;
}
