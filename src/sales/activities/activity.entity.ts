import { Column, Entity, PrimaryColumn } from 'typeorm';

export const ACTIVITY_KINDS = ['call', 'meeting', 'task', 'visit'] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

export interface Attendee {
  name: string;
  email?: string;
  contactId?: string;
}

/** What somebody does about a deal or a customer, at a time. In person is a way of talking like any other. */
@Entity('activities')
export class Activity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: ActivityKind;
  @Column('text') subject!: string;
  @Column('timestamptz') dueAt!: Date;
  @Column('int', { nullable: true }) minutes!: number | null;
  @Column('timestamptz', { nullable: true }) doneAt!: Date | null;
  @Column('uuid', { nullable: true }) ownerId!: string | null;
  @Column('uuid', { nullable: true }) dealId!: string | null;
  @Column('uuid', { nullable: true }) contactId!: string | null;
  @Column('uuid', { nullable: true }) companyId!: string | null;
  @Column('uuid', { nullable: true }) ticketId!: string | null;
  @Column('text', { nullable: true }) place!: string | null;
  @Column('jsonb') attendees!: Attendee[];
  @Column('text', { nullable: true }) notes!: string | null;
  /** Attendees with an address get it in their calendars. */
  @Column('boolean') invites!: boolean;
  /** What came of it. */
  @Column('text', { nullable: true }) outcome!: string | null;
  @Column('int', { nullable: true }) remindMinutes!: number | null;
  @Column('timestamptz', { nullable: true }) remindAt!: Date | null;
  @Column('timestamptz', { nullable: true }) remindedAt!: Date | null;
  @Column('int') version!: number;
  @Column('uuid', { nullable: true }) madeBy!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}
