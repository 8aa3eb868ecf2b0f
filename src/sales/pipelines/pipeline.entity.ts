import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DealField } from '../deals/deal.rules.js';

/** A way from the first word to the contract. */
@Entity('pipelines')
export class Pipeline {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  /** Of deals whose currency nobody said. */
  @Column('text') currency!: string;
  @Column('int', { nullable: true }) renewalDays!: number | null;
  @Column('int') position!: number;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}

@Entity('deal_stages')
export class Stage {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') pipelineId!: string;
  @Column('text') name!: string;
  /** Of winning, in percent. */
  @Column('smallint') probability!: number;
  /** What a deal must have to come this far. */
  @Column('text', { array: true }) required!: DealField[];
  /** A deal that stands here longer is forgotten. */
  @Column('int', { nullable: true }) rottingDays!: number | null;
  @Column('int') position!: number;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}

export const CHOICE_KINDS = ['source', 'lost_reason'] as const;
export type ChoiceKind = (typeof CHOICE_KINDS)[number];

/** Where deals come from, and why they are lost: the firm's own lists. */
@Entity('deal_choices')
export class DealChoice {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: ChoiceKind;
  @Column('text') name!: string;
  @Column('int') position!: number;
  @Column('int') version!: number;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}
