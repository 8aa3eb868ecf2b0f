import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ContractBilling, ContractKind, ContractRenewal, ContractState, ContractTerm } from './contract.rules.js';
import { wholeNumber, type Allowance } from './package.entity.js';
import type { PricePeriod, PriceUnit } from './price.rules.js';

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
  @Column('text') billing!: ContractBilling;
  @Column('text') renewal!: ContractRenewal;
  @Column('int') noticeDays!: number;
  @Column('int') renewalMonths!: number;
  /** The end for which somebody was asked to ask the customer. */
  @Column('date', { nullable: true }) askedFor!: string | null;
  @Column('uuid', { nullable: true }) indexId!: string | null;
  /** The last anniversary on which the index was looked at. */
  @Column('date', { nullable: true }) adjustedOn!: string | null;
  /** What its package included when it was agreed. */
  @Column('jsonb') allowances!: Allowance[];
  /** The customer's own, such as the number of an order. */
  @Column('text', { nullable: true }) reference!: string | null;
  @Column('text', { nullable: true }) notes!: string | null;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}

/** What is paid, and for which days; the contract's own where it has none. */
@Entity('contract_lines')
export class ContractLine {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') contractId!: string;
  @Column('int') place!: number;
  @Column('text') text!: string;
  @Column('text') period!: PricePeriod;
  @Column('text') per!: PriceUnit;
  @Column('int') quantity!: number;
  @Column('bigint', { transformer: wholeNumber }) amount!: number;
  @Column('text') currency!: string;
  @Column('date', { nullable: true }) startsOn!: string | null;
  @Column('date', { nullable: true }) endsOn!: string | null;
  /** The line of which this one is the next price. */
  @Column('uuid', { nullable: true }) replacesId!: string | null;
}
