import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row that a merge moved, and what is needed to move it back. */
export interface MovedRow {
  id: string;
  [before: string]: unknown;
}

/** The journal of one merge: by table, the rows that it moved from the loser to the winner. */
@Entity('contact_merges')
export class ContactMerge {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') winnerId!: string;
  @Column('uuid') loserId!: string;
  @Column('uuid', { nullable: true }) byId!: string | null;
  @Column('text') byName!: string;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { nullable: true }) undoneAt!: Date | null;
  @Column('jsonb') entries!: Record<string, MovedRow[]>;
}
