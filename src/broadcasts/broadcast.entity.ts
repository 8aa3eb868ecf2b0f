import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Audience, Content } from './broadcast.rules.js';

export const BROADCAST_STATES = ['draft', 'scheduled', 'sending', 'paused', 'stopped', 'done'] as const;
export type BroadcastState = (typeof BROADCAST_STATES)[number];

/** One message to one or many. Whom it goes to is decided when it starts; what became of each is read from the messages. */
@Entity('broadcasts')
export class Broadcast {
  @PrimaryColumn('uuid') id!: string;
  /** For ourselves; it names the tickets of lines without subjects. */
  @Column('text') name!: string;
  @Column('uuid') inboxId!: string;
  @Column('jsonb') audience!: Audience;
  @Column('jsonb') content!: Content;
  /** Null: as fast as the line may. */
  @Column('int', { nullable: true }) perMinute!: number | null;
  @Column('text') state!: BroadcastState;
  /** Why it does not go on by itself. */
  @Column('text', { nullable: true }) problem!: string | null;
  @Column('timestamptz', { nullable: true }) startAt!: Date | null;
  /** In which the time was chosen, to show it so again. */
  @Column('text', { nullable: true }) zone!: string | null;
  /** When the next one may go. */
  @Column('timestamptz', { nullable: true }) nextAt!: Date | null;
  @Column('timestamptz', { nullable: true }) startedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('uuid', { nullable: true }) createdBy!: string | null;
  /** In whose name it is said. */
  @Column('uuid', { nullable: true }) startedBy!: string | null;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
