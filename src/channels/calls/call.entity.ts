import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CallOutcome, CallState } from './call.rules.js';

/** One call, in or out: its customer's leg, and what became of it. */
@Entity('calls')
export class Call {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') inboxId!: string;
  @Column('text') channel!: string;
  /** The provider's id of the customer's leg; not known yet while we dial out. */
  @Column('text', { nullable: true }) sid!: string | null;
  @Column('text') direction!: 'in' | 'out';
  @Column('text') from!: string;
  @Column('text') to!: string;
  @Column('text', { nullable: true }) callerName!: string | null;
  @Column('text') language!: string;
  @Column('text') state!: CallState;
  @Column('text', { nullable: true }) outcome!: CallOutcome | null;
  /** What was decided and chosen on the way: the same question gets the same answer. */
  @Column('jsonb') facts!: Record<string, string>;
  @Column('jsonb', { nullable: true }) flow!: unknown;
  @Column('text', { nullable: true }) waitsAt!: string | null;
  @Column('text', { nullable: true }) conferenceSid!: string | null;
  @Column('uuid', { nullable: true }) ticketId!: string | null;
  @Column('uuid', { nullable: true }) messageId!: string | null;
  @Column('uuid', { nullable: true }) conversationId!: string | null;
  @Column('uuid', { nullable: true }) teamId!: string | null;
  /** Rings at this person only: an extension, or a transfer. */
  @Column('uuid', { nullable: true }) wantedUserId!: string | null;
  /** Rings at this extension only, one of a person or of a group. */
  @Column('uuid', { nullable: true }) wantedExtensionId!: string | null;
  @Column('uuid', { nullable: true }) agentId!: string | null;
  @Column('uuid', { array: true }) declined!: string[];
  @Column('boolean') held!: boolean;
  @Column('boolean') muted!: boolean;
  @Column('boolean') recording!: boolean;
  @Column('int') version!: number;
  @Column('timestamptz') startedAt!: Date;
  @Column('timestamptz', { nullable: true }) waitingAt!: Date | null;
  @Column('timestamptz', { nullable: true }) connectedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) wrappedAt!: Date | null;
  @Column('timestamptz') updatedAt!: Date;
}
