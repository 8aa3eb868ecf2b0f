import { Column, Entity, PrimaryColumn } from 'typeorm';

export type EnvelopeState = 'received' | 'processed' | 'ignored' | 'quarantined';

/** The raw inbound thing as it arrived, kept before anything is interpreted. Ends in one of three states. */
@Entity('envelopes')
export class Envelope {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') inboxId!: string;
  @Column('text') channel!: string;
  /** Known by it: a repeat with the same key on the same inbox changes nothing. */
  @Column('text') key!: string;
  /** Who says it, as the provider names them, where the order of what they say counts. */
  @Column('text', { nullable: true }) saidBy!: string | null;
  @Column('text') state!: EnvelopeState;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('uuid', { nullable: true }) ticketId!: string | null;
  @Column('uuid', { nullable: true }) messageId!: string | null;
  /** It is done, but for receipts of messages that nobody knew yet. */
  @Column('boolean') earlyReceipts!: boolean;
  @Column('int') size!: number;
  @Column('jsonb') meta!: Record<string, unknown>;
  /** Small ones stand in the row, so that one commit makes them durable; large ones in a blob. */
  @Column('bytea', { nullable: true, select: false }) raw!: Buffer | null;
  @Column('text', { nullable: true }) rawBlob!: string | null;
  @Column('int') attempts!: number;
  @Column('timestamptz') receivedAt!: Date;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
}
