import { Column, Entity, PrimaryColumn } from 'typeorm';

export const SSO_AUDIENCES = ['people', 'customers'] as const;
export type SsoAudience = (typeof SSO_AUDIENCES)[number];

/** An OpenID Connect provider whose word on who somebody is we take. */
@Entity('sso_connections')
export class SsoConnection {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  /** Whom it lets in: our own people, or customers into the portal. */
  @Column('text') audience!: SsoAudience;
  @Column('text') issuer!: string;
  @Column('text') clientId!: string;
  /** Sealed by the vault. */
  @Column('text') clientSecret!: string;
  /** Makes accounts for people who come for the first time, with `roleId`. Otherwise only those who have one get in. */
  @Column('bool') provision!: boolean;
  @Column('uuid', { nullable: true }) roleId!: string | null;
  /** Only addresses of these domains are believed; empty: all that the provider calls verified. */
  @Column('text', { array: true }) domains!: string[];
  /** It asks for a second factor itself, so an enforced one is not asked for here again. */
  @Column('bool') trustSecondFactor!: boolean;
  @Column('bool', { name: 'active' }) enabled!: boolean;
  @Column('timestamptz') createdAt!: Date;
  @Column('int') version!: number;
}

/** The provider's lasting name for one of our people: addresses change, `sub` does not. */
@Entity('sso_identities')
export class SsoIdentity {
  @PrimaryColumn('uuid') connectionId!: string;
  @PrimaryColumn('text') subject!: string;
  @Column('uuid') userId!: string;
  @Column('timestamptz') createdAt!: Date;
}

/** A sign-in that is under way at the provider. */
@Entity('sso_attempts')
export class SsoAttempt {
  @PrimaryColumn('text') stateHash!: string;
  @Column('uuid') connectionId!: string;
  /** Of the cookie that binds the attempt to the browser which began it. */
  @Column('text') browserHash!: string;
  @Column('text') nonce!: string;
  /** PKCE, sealed. */
  @Column('text') verifier!: string;
  @Column('text') returnTo!: string;
  @Column('timestamptz') expiresAt!: Date;
}
