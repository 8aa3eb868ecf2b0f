import { Column, Entity, PrimaryColumn } from 'typeorm';

export type LinkPurpose = 'sign-in' | 'invitation';

/** One open link into an account; the newest of its purpose is the only one. */
@Entity('portal_links')
export class PortalLink {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') accountId!: string;
  @Column('text') purpose!: LinkPurpose;
  @Column('text') tokenHash!: string;
  /** Until the mail is on its way. */
  @Column('text', { nullable: true }) tokenSealed!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') expiresAt!: Date;
}
