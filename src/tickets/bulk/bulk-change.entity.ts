import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Traces } from '../undo.rules.js';

/** What one action did to many tickets, so that it can be taken back. */
@Entity('bulk_changes')
export class BulkChangeRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { nullable: true }) byId!: string | null;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { nullable: true }) undoneAt!: Date | null;
  @Column('jsonb') journal!: { ticketId: string; traces: Traces }[];
}
