import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A number that waits to be called back: one for each line and number, however often they called. */
@Entity('call_backs')
export class CallBack {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') inboxId!: string;
  @Column('uuid') callId!: string;
  @Column('uuid', { nullable: true }) ticketId!: string | null;
  @Column('text') number!: string;
  @Column('text') why!: 'missed' | 'abandoned' | 'voicemail' | 'asked' | 'dropped';
  @Column('text') state!: 'open' | 'done';
  /** How often they called since. */
  @Column('int') calls!: number;
  @Column('timestamptz') at!: Date;
  /** Their place in line, where they asked for it. */
  @Column('timestamptz', { nullable: true }) waitsSince!: Date | null;
  @Column('int') attempts!: number;
  /** When they stand in line (again); null: a task in the list. */
  @Column('timestamptz', { nullable: true }) nextAt!: Date | null;
  /** The call that stands in line for them, or is being made. */
  @Column('uuid', { nullable: true }) turnCallId!: string | null;
  @Column('timestamptz', { nullable: true }) doneAt!: Date | null;
  @Column('uuid', { nullable: true }) doneBy!: string | null;
}
