import { Column, Entity, PrimaryColumn } from 'typeorm';

export type SignInMethod = 'password' | 'sso';

/** One signed-in browser. The cookie holds the token; here is only its hash. */
@Entity('sessions')
export class Session {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') userId!: string;
  @Column('text') tokenHash!: string;
  /** The token before the last rotation counts for some seconds more: requests may be under way with it. */
  @Column('text', { nullable: true }) previousHash!: string | null;
  @Column('timestamptz', { nullable: true }) previousUntil!: Date | null;
  /** The user's rights changed: the next request gets a new token. */
  @Column('bool') rotateDue!: boolean;
  @Column('text') method!: SignInMethod;
  /** A code of ours was given, or the provider is trusted that it asked for its own. */
  @Column('bool') secondFactor!: boolean;
  @Column('text') address!: string;
  @Column('text') userAgent!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') seenAt!: Date;
  @Column('timestamptz') expiresAt!: Date;
}
