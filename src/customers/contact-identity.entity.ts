import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IdentityKind } from './identity.rules.js';

/** One way to reach a contact. Ended ones stay: they say whose address it was when something was sent there. */
@Entity('contact_identities')
export class ContactIdentity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') contactId!: string;
  @Column('text') kind!: IdentityKind;
  /** The channel on which it was first seen, or `form`; null where one of our people typed it in. */
  @Column('text', { nullable: true }) channel!: string | null;
  /** The line or account within which the value means something; empty where it means the same everywhere. */
  @Column('text') scope!: string;
  /** Canonical: what is compared. */
  @Column('text') value!: string;
  /** As it was given: what is shown and written to. */
  @Column('text') display!: string;
  @Column('boolean') verified!: boolean;
  @Column('timestamptz', { nullable: true }) undeliverableAt!: Date | null;
  @Column('text', { nullable: true }) undeliverableReason!: string | null;
  @Column('timestamptz') validFrom!: Date;
  @Column('timestamptz', { nullable: true }) validTo!: Date | null;
}
