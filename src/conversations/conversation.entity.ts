import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the customer sees as one thread: a mail thread, a chat, a messenger thread that lives for ever. */
@Entity('conversations')
export class Conversation {
  @PrimaryColumn('uuid') id!: string;
  /** Null for the internal one that holds a ticket's notes. */
  @Column('uuid', { nullable: true }) inboxId!: string | null;
  @Column('text') channel!: string;
  @Column('uuid', { nullable: true }) contactId!: string | null;
  @Column('uuid', { nullable: true }) identityId!: string | null;
  /** The ticket on which the conversation is worked on now. Earlier ones keep their messages. */
  @Column('uuid') ticketId!: string;
  @Column('text', { nullable: true }) subject!: string | null;
  /** Whether threads stand side by side; where they do not, there is one open conversation per inbox and identity. */
  @Column('boolean') threaded!: boolean;
  @Column('text') state!: 'open' | 'ended';
  /** Number of messages: `seq` has no gaps. */
  @Column('int') lastSeq!: number;
  /** How far the customer and how far the agents have read. */
  @Column('int') readSeq!: number;
  @Column('int') agentReadSeq!: number;
  @Column('int', { nullable: true }) rating!: number | null;
  @Column('text', { nullable: true }) ratingComment!: string | null;
  @Column('timestamptz', { nullable: true }) ratedAt!: Date | null;
  /** It rests since then, unless something was said later (`updatedAt`). */
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('text', { nullable: true }) endedBy!: 'visitor' | 'agent' | 'system' | null;
  /** Where an answer goes when the customer's own client is gone. A claim: it says nothing about who they are. */
  @Column('text', { nullable: true }) awayAddress!: string | null;
  /** With somebody else than the customer: a supplier who was asked. */
  @Column('boolean') thirdParty!: boolean;
  /** Everybody reads it: under a post. */
  @Column('boolean') public!: boolean;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
