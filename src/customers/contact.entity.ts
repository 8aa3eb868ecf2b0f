import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person who talks to us. */
@Entity('contacts')
export class Contact {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) title!: string | null;
  @Column('text', { nullable: true }) language!: string | null;
  @Column('uuid', { nullable: true }) companyId!: string | null;
  @Column('text', { nullable: true }) notes!: string | null;
  @Column('text', { array: true }) tags!: string[];
  @Column('jsonb') fields!: Record<string, unknown>;
  /** Set while this contact is merged into another, who then owns its identities, tickets and conversations. */
  @Column('uuid', { nullable: true }) mergedIntoId!: string | null;
  /** Set while nothing may be done with what is known of them by itself: no rules, no answers, nothing to many. */
  @Column('timestamptz', { nullable: true }) restrictedAt!: Date | null;
  /** Of a special category: whoever looks is written down. */
  @Column('boolean', { default: false }) special!: boolean;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}
