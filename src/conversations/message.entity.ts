import { Column, Entity, PrimaryColumn } from 'typeorm';

export type MessageKind = 'message' | 'note' | 'call' | 'visit' | 'meeting';
export type Direction = 'in' | 'out' | 'internal';

/**
 * Inbound and notes are `received`. Outbound is queued → sending → sent → delivered → read, or failed, unknown
 * (perhaps accepted: never repeated before it is known) or cancelled (taken back in time).
 */
export type MessageState =
  'received' | 'scheduled' | 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown' | 'cancelled';

export interface Address {
  name?: string;
  address?: string;
}

/** One thing said, on whatever channel. It belongs to one conversation and to one ticket. */
@Entity('messages')
export class Message {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') conversationId!: string;
  /** Position in the conversation, from 1, without gaps. */
  @Column('int') seq!: number;
  @Column('uuid') ticketId!: string;
  /** Position on the ticket, from 1, without gaps. What the API calls `seq`. */
  @Column('int') ticketSeq!: number;
  @Column('text') kind!: MessageKind;
  @Column('text') direction!: Direction;
  @Column('text') channel!: string;
  @Column('text') authorKind!: 'contact' | 'user' | 'bot' | 'system';
  @Column('uuid', { nullable: true }) authorId!: string | null;
  @Column('jsonb') sender!: Address;
  @Column('jsonb') recipients!: Address[];
  @Column('jsonb') cc!: Address[];
  @Column('jsonb') bcc!: Address[];
  @Column('text', { nullable: true }) subject!: string | null;
  @Column('text') text!: string;
  @Column('text', { nullable: true }) textFull!: string | null;
  /** As it came or as the agent wrote it; sanitised when shown. */
  @Column('text', { nullable: true }) html!: string | null;
  @Column('text') state!: MessageState;
  @Column('text', { nullable: true }) error!: string | null;
  @Column('boolean') automatic!: boolean;
  @Column('text', { nullable: true }) clientId!: string | null;
  @Column('text', { nullable: true }) externalId!: string | null;
  @Column('uuid', { nullable: true }) envelopeId!: string | null;
  @Column('jsonb') meta!: Record<string, unknown>;
  /** When it was received or written; for outbound also when it may leave. */
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { nullable: true }) sendAt!: Date | null;
  @Column('timestamptz') updatedAt!: Date;
}
