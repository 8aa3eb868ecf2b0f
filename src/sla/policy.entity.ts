import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PolicyDefinition } from './policy.rules.js';

/** A promise. Every version of it is kept in `sla_policy_versions`. */
@Entity('sla_policies')
export class SlaPolicy {
  @PrimaryColumn('uuid') id!: string;
  /** Of those that match, the first in this order holds. */
  @Column('int') position!: number;
  @Column('text') name!: string;
  @Column('text') about!: string;
  @Column('bool') active!: boolean;
  @Column('jsonb') definition!: PolicyDefinition;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}
