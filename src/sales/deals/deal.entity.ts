import { Column, Entity, Generated, PrimaryColumn } from 'typeorm';
import type { Segment } from '../../customers/segment.rules.js';
import type { DealState } from './deal.rules.js';

const bigint = { from: (n: string | number | null) => (n === null ? null : Number(n)), to: (n: number | null) => n };

/** Something that a customer may buy, on its way through a pipeline. */
@Entity('deals')
export class Deal {
  @PrimaryColumn('uuid') id!: string;
  /** For people. */
  @Column('bigint', { transformer: bigint }) @Generated('increment') number!: number;
  @Column('text') title!: string;
  @Column('uuid') pipelineId!: string;
  @Column('uuid') stageId!: string;
  @Column('text') state!: DealState;
  @Column('uuid', { nullable: true }) companyId!: string | null;
  @Column('uuid', { nullable: true }) contactId!: string | null;
  /** What a firm is called that is no company of ours yet. */
  @Column('text', { nullable: true }) prospect!: string | null;
  @Column('bigint', { nullable: true, transformer: bigint }) valueMinor!: number | null;
  @Column('text') currency!: string;
  /** The value is what a month brings, for so many months; null: it comes once. */
  @Column('int', { nullable: true }) months!: number | null;
  @Column('date', { nullable: true }) expectedClose!: string | null;
  @Column('uuid', { nullable: true }) ownerId!: string | null;
  @Column('uuid', { nullable: true }) teamId!: string | null;
  @Column('uuid', { nullable: true }) sourceId!: string | null;
  @Column('text', { nullable: true }) segment!: Segment | null;
  @Column('uuid', { nullable: true }) lostReasonId!: string | null;
  @Column('text', { nullable: true }) lostNote!: string | null;
  @Column('uuid', { nullable: true }) contractId!: string | null;
  /** The contract that it is to continue, and the end that it is about. */
  @Column('uuid', { nullable: true }) renewsContractId!: string | null;
  @Column('date', { nullable: true }) renewsEndsOn!: string | null;
  @Column('timestamptz') stageSince!: Date;
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
  /** The open activity that is due first. Kept by `NextActivity`. */
  @Column('uuid', { nullable: true }) nextActivityId!: string | null;
  @Column('timestamptz', { nullable: true }) nextDueAt!: Date | null;
  @Column('int') eventSeq!: number;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}

/** One fact in a deal's history, append-only. */
@Entity('deal_events')
export class DealEvent {
  @PrimaryColumn('uuid') dealId!: string;
  @PrimaryColumn('int') seq!: number;
  @Column('uuid') id!: string;
  @Column('text') type!: string;
  @Column('text') actorKind!: 'user' | 'system' | 'contact';
  @Column('uuid', { nullable: true }) actorId!: string | null;
  @Column('text') actorName!: string;
  @Column('timestamptz') at!: Date;
  @Column('jsonb') data!: Record<string, unknown>;
}
