import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Condition } from '../../tickets/conditions/condition.rules.js';
import type { When } from '../../tickets/conditions/field.rules.js';
import type { RuleAction, TimeTrigger } from './rule.rules.js';

/** When something happens to a ticket, if the condition holds, then the actions. */
@Entity('rules')
export class Rule {
  @PrimaryColumn('uuid') id!: string;
  /** Rules are asked in this order. */
  @Column('int') position!: number;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) about!: string | null;
  @Column('boolean') active!: boolean;
  @Column('text', { array: true }) events!: When[];
  /** Set where one of the events is `time`. */
  @Column('jsonb', { nullable: true }) time!: TimeTrigger | null;
  @Column('jsonb') condition!: Condition;
  @Column('jsonb') actions!: RuleAction[];
  /** Where it fired, the rules behind it are not asked. */
  @Column('boolean') stop!: boolean;
  @Column('int', { nullable: true }) ratePerHour!: number | null;
  /** Which of ours it began as; null for the desk's own. */
  @Column('text', { nullable: true }) shipped!: string | null;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}
