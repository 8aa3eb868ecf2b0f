import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { NotificationKind } from './notification.rules.js';

/** Whether somebody wants a kind by mail too, where it is not what everybody begins with. */
@Entity('notification_choices')
export class NotificationChoice {
  @PrimaryColumn('uuid') userId!: string;
  @PrimaryColumn('text') kind!: NotificationKind;
  @Column('bool') mail!: boolean;
}
