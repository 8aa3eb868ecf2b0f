import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ContractKind, ContractState, ContractTerm } from './contract.rules.js';

/** What was agreed with a company, and for how long. */
@Entity('contracts')
export class Contract {
  @PrimaryColumn('uuid') id!: string;
  /** For people. */
  @Column('text') number!: string;
  @Column('uuid') companyId!: string;
  @Column('uuid', { nullable: true }) packageId!: string | null;
  @Column('text') kind!: ContractKind;
  @Column('text') term!: ContractTerm;
  @Column('text') state!: ContractState;
  /** Days without a time: `2026-03-15`. */
  @Column('date') startsOn!: string;
  @Column('date', { nullable: true }) endsOn!: string | null;
  /** The hours in which promises to this customer run, where they are not everybody's. */
  @Column('uuid', { nullable: true }) calendarId!: string | null;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
