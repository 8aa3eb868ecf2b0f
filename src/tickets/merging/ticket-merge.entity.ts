import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Traces } from '../undo.rules.js';

/** Everything a merge moved or changed, so that undoing it restores both tickets exactly. */
export interface MergeJournal {
  messageIds: string[];
  conversationIds: string[];
  followerIds: string[];
  linkIds: string[];
  /** Missing in merges of before there was equipment. */
  equipmentIds?: string[];
  tags: string[];
  channels: string[];
  /** What changed on the winner, besides what is united above. */
  winner: Traces;
  /** What changed on the loser itself. */
  loser: Traces;
}

@Entity('ticket_merges')
export class TicketMerge {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') winnerId!: string;
  @Column('uuid') loserId!: string;
  @Column('uuid', { nullable: true }) byId!: string | null;
  @Column('text') byName!: string;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { nullable: true }) undoneAt!: Date | null;
  @Column('jsonb') journal!: MergeJournal;
}
