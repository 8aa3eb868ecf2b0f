import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Segment } from './segment.rules.js';

@Entity('companies')
export class Company {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) notes!: string | null;
  @Column('text', { array: true }) tags!: string[];
  @Column('jsonb') fields!: Record<string, unknown>;
  @Column('text', { nullable: true }) segment!: Segment | null;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}

/** A mail domain whose senders belong to the company. */
@Entity('company_domains')
export class CompanyDomain {
  @PrimaryColumn('text') domain!: string;
  @Column('uuid') companyId!: string;
}
