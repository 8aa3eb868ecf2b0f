import { Column, Entity, PrimaryColumn } from 'typeorm';

export type PortalSignInMethod = 'link' | 'password' | 'sso';

/** One signed-in browser of a customer. The cookie holds the token; here is only its hash. */
@Entity('portal_sessions')
export class PortalSession {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') accountId!: string;
  @Column('text') tokenHash!: string;
  @Column('text') method!: PortalSignInMethod;
  @Column('text') address!: string;
  @Column('text') userAgent!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') seenAt!: Date;
  @Column('timestamptz') expiresAt!: Date;
}
