import { Column, Entity, Generated, PrimaryColumn } from 'typeorm';
import type { RequestState } from '../report.rules.js';

/** A report that a customer asked for, as a deliverable. */
@Entity('report_requests')
export class ReportRequest {
  @PrimaryColumn('uuid') id!: string;
  @Column('bigint', { transformer: { from: Number, to: (n: number) => n } }) @Generated('increment') number!: number;
  @Column('uuid') companyId!: string;
  @Column('uuid', { nullable: true }) contactId!: string | null;
  @Column('text') askedBy!: 'customer' | 'desk';
  @Column('text') title!: string;
  @Column('text') about!: string;
  /** `2026-03-15`, as everywhere where a day is meant and no time. */
  @Column('date', { nullable: true }) wantedOn!: string | null;
  @Column('text') state!: RequestState;
  @Column('date', { nullable: true }) dueOn!: string | null;
  @Column('uuid', { nullable: true }) ownerId!: string | null;
  @Column('uuid', { nullable: true }) reviewerId!: string | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('date') askedOn!: string;
  @Column('int', { nullable: true }) included!: number | null;
  @Column('boolean') beyond!: boolean;
  @Column('timestamptz', { nullable: true }) acceptedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) presentedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) publishedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('int') eventSeq!: number;
  @Column('int') version!: number;
  @Column('uuid', { nullable: true }) madeBy!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
