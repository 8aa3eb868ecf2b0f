import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ContractKind } from '../../contracts/contract.rules.js';
import type { PricePeriod, PriceUnit } from '../../contracts/price.rules.js';
import type { ProposalState } from './proposal.rules.js';

export interface ProposalLine {
  text: string;
  quantity: number;
  /** Of one, before the discount. */
  amount: number;
  period: PricePeriod;
  per: PriceUnit;
  /** From the price book; else it is a line of our own. */
  packageId?: string;
  priceId?: string;
}

/** What we offer, in one version. Once it is sent it stays as it is; what is offered anew is the next version. */
@Entity('proposals')
export class Proposal {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') dealId!: string;
  /** First, second, … of its deal. */
  @Column('int') edition!: number;
  @Column('text') state!: ProposalState;
  @Column('text') language!: 'en' | 'pt-BR';
  @Column('text') currency!: string;
  @Column('int', { nullable: true }) months!: number | null;
  @Column('text') kind!: ContractKind;
  /** When the contract is to begin; null: on the day of acceptance. */
  @Column('date', { nullable: true }) startsOn!: string | null;
  @Column('jsonb') lines!: ProposalLine[];
  /** In basis points: 250 is 2.5 %. */
  @Column('int') discount!: number;
  @Column('text') intro!: string;
  @Column('date') expiresOn!: string;
  /** Acceptance also asks dispatch for an installation. */
  @Column('boolean') installation!: boolean;
  @Column('int') linkEpoch!: number;
  @Column('timestamptz', { nullable: true }) sentAt!: Date | null;
  @Column('timestamptz', { nullable: true }) openedAt!: Date | null;
  @Column('int') opens!: number;
  @Column('timestamptz', { nullable: true }) acceptedAt!: Date | null;
  @Column('text', { nullable: true }) acceptedName!: string | null;
  /** Truncated. */
  @Column('text', { nullable: true }) acceptedFrom!: string | null;
  @Column('uuid', { nullable: true }) contractId!: string | null;
  /** So many days before its last one the customer is reminded, where it went by mail; null: not at all. */
  @Column('int', { nullable: true }) remindDays!: number | null;
  @Column('int') version!: number;
  @Column('uuid', { nullable: true }) madeBy!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
