import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Language } from '../../identity/people/user.entity.js';
import type { Rights, TicketScope } from './rights.rules.js';

/**
 * Leave for a contact to enter the portal, under one address of theirs. Whose that address is decides whose account it
 * is: it goes with the identity through merges, and ends with it.
 */
@Entity('portal_accounts')
export class PortalAccount implements Rights {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') identityId!: string;
  /** For which company its rights were given. */
  @Column('uuid', { nullable: true }) companyId!: string | null;
  @Column('text') tickets!: TicketScope;
  @Column('uuid', { array: true }) siteIds!: string[];
  @Column('bool') equipment!: boolean;
  @Column('bool') money!: boolean;
  @Column('bool') people!: boolean;
  @Column('text', { nullable: true }) language!: Language | null;
  /** A mail says that there is an answer. */
  @Column('bool') notify!: boolean;
  @Column('text', { nullable: true }) passwordHash!: string | null;
  @Column('text') state!: 'invited' | 'active' | 'revoked';
  @Column('uuid', { nullable: true }) invitedBy!: string | null;
  @Column('uuid', { nullable: true }) invitedByAccount!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) activatedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) seenAt!: Date | null;
  @Column('int') version!: number;
}
