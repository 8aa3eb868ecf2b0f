import { Column, Entity, Generated, PrimaryColumn } from 'typeorm';
import type { Mode, StatusCategory } from './ticket.rules.js';

/** One piece of work in the queue. Other rooms' rows are ids; the foreign keys live in the migration. */
@Entity('tickets')
export class Ticket {
  @PrimaryColumn('uuid') id!: string;
  /** For people. Given by a sequence: it grows, and may have gaps. */
  @Column('bigint', { transformer: { from: Number, to: (n: number) => n } }) @Generated('increment') number!: number;
  @Column('text') subject!: string;
  @Column('uuid') statusId!: string;
  /** The category of the status, repeated here because every list filters by it. */
  @Column('text') category!: StatusCategory;
  /** 1 low, 2 normal, 3 high, 4 urgent: sorted in the database. */
  @Column('smallint') priority!: number;
  @Column('text') type!: string;
  @Column('text') mode!: Mode;
  @Column('uuid') contactId!: string;
  @Column('uuid', { nullable: true }) companyId!: string | null;
  /** Which place of the company it concerns, where somebody or something said so. */
  @Column('uuid', { nullable: true }) siteId!: string | null;
  @Column('uuid', { nullable: true }) assigneeId!: string | null;
  @Column('uuid', { nullable: true }) teamId!: string | null;
  /** The line on which it began. */
  @Column('uuid', { nullable: true }) inboxId!: string | null;
  @Column('text', { array: true }) channels!: string[];
  @Column('text', { array: true }) tags!: string[];
  @Column('jsonb') fields!: Record<string, unknown>;
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  @Column('text', { nullable: true }) dueMetric!: string | null;
  /** Of the promise that somebody comes, also while another deadline is nearer: dispatch plans by it. */
  @Column('timestamptz', { nullable: true }) onSiteDueAt!: Date | null;
  @Column('timestamptz', { nullable: true }) snoozedUntil!: Date | null;
  @Column('timestamptz', { nullable: true }) lastMessageAt!: Date | null;
  /** Of the customer's last message that no agent has answered since; null when it is our customer's turn. */
  @Column('timestamptz', { nullable: true }) waitingSince!: Date | null;
  @Column('timestamptz', { nullable: true }) firstResponseAt!: Date | null;
  @Column('timestamptz', { nullable: true }) solvedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
  @Column('int') reopenedCount!: number;
  /** Last `seq` of its events and of its messages: both without gaps, given under the row's lock. */
  @Column('int') eventSeq!: number;
  @Column('int') messageSeq!: number;
  /** Grows with every change; what a caller gives back to say what was seen. */
  @Column('int') version!: number;
  @Column('uuid', { nullable: true }) mergedIntoId!: string | null;
  /** Nothing was said but our own first word: no work, in no list and told to nobody until the customer answers. */
  @Column('boolean') silent!: boolean;
  /** Worked on elsewhere: a record, of which nothing follows while it is as it came. */
  @Column('boolean', { default: false }) past!: boolean;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
