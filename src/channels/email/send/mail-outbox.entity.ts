import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What would have been sent, where an inbox has no server for sending. */
@Entity('mail_outbox')
export class MailOutboxRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') inboxId!: string;
  @Column('uuid', { nullable: true }) messageId!: string | null;
  @Column('text') envelopeFrom!: string;
  @Column('jsonb') envelopeTo!: string[];
  @Column('text') subject!: string;
  @Column('bytea', { select: false }) raw!: Buffer;
  @Column('int') size!: number;
  @Column('timestamptz') at!: Date;
}
