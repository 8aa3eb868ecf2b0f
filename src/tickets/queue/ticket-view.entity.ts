import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TicketFilter, TicketSort } from './ticket-filter.rules.js';

/** A list of tickets that somebody saved, for themselves or for everybody. */
@Entity('ticket_views')
export class SavedView {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') ownerId!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) icon!: string | null;
  @Column('jsonb') filter!: TicketFilter;
  @Column('text') sort!: TicketSort;
  @Column('boolean') shared!: boolean;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
}
