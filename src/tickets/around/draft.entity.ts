import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file that was chosen: its name stays, also where the file does not. */
export interface DraftFile {
  id: string;
  name: string;
}

/** What somebody is writing on a ticket, kept until it is said: no closed tab and no other desk loses it. */
@Entity('ticket_drafts')
export class Draft {
  @PrimaryColumn('uuid') ticketId!: string;
  @PrimaryColumn('uuid') userId!: string;
  @Column('text') kind!: 'reply' | 'note';
  @Column('text') text!: string;
  @Column('text', { nullable: true }) html!: string | null;
  @Column('text', { nullable: true }) channel!: string | null;
  /** The message that it answers. */
  @Column('uuid', { nullable: true }) quotes!: string | null;
  @Column('text', { array: true }) cc!: string[];
  @Column('text', { array: true }) bcc!: string[];
  @Column('jsonb') files!: DraftFile[];
  @Column('int') version!: number;
  @Column('timestamptz') updatedAt!: Date;
}
