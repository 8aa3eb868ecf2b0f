import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Decisive } from '../../tickets/conditions/condition.rules.js';
import type { Effects } from './rule.rules.js';

/** One time that a rule acted on a ticket: by which version, because of what, and what it did. */
@Entity('rule_firings')
export class RuleFiring {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') ruleId!: string;
  @Column('int') version!: number;
  @Column('uuid') ticketId!: string;
  @Column('text') event!: string;
  /** `held`: it would have acted, but it has acted too often lately. */
  @Column('text') outcome!: 'done' | 'held';
  @Column('jsonb') matched!: Decisive[];
  @Column('jsonb') effects!: Effects;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { nullable: true }) undoneAt!: Date | null;
  @Column('jsonb', { nullable: true }) undone!: { by: string; restored: string[]; kept: string[] } | null;
}
