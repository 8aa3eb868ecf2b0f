import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Opinion } from './feedback.rules.js';

/** What somebody said of us to everybody, where it was no message to us. */
@Entity('feedback')
export class Feedback {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') inboxId!: string;
  @Column('text') channel!: string;
  @Column('text') externalId!: string;
  @Column('uuid') contactId!: string;
  @Column('uuid') identityId!: string;
  @Column('text', { nullable: true }) verdict!: Opinion['verdict'];
  @Column('text') text!: string;
  /** Where everybody reads it. */
  @Column('text', { nullable: true }) link!: string | null;
  @Column('jsonb') earlier!: { verdict: Opinion['verdict']; text: string; until: string }[];
  @Column('timestamptz') givenAt!: Date;
  @Column('timestamptz') changedAt!: Date;
  @Column('timestamptz', { nullable: true }) takenBackAt!: Date | null;
}
