import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { NotificationData, NotificationKind } from './notification.rules.js';

/** Something, mostly about a ticket, that one person is told. Its words are made where it is shown. */
@Entity('notifications')
export class Notification {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') userId!: string;
  @Column('text') kind!: NotificationKind;
  /** Null: a reminder of something that is on no ticket. */
  @Column('uuid', { nullable: true }) ticketId!: string | null;
  /** Null: the desk itself. */
  @Column('uuid', { nullable: true }) actorId!: string | null;
  @Column('jsonb') data!: NotificationData;
  @Column('text') key!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) readAt!: Date | null;
  @Column('timestamptz', { nullable: true }) mailedAt!: Date | null;
  /** When a line took the words of a page. */
  @Column('timestamptz', { nullable: true }) pagedAt!: Date | null;
}
