import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One fact in a ticket's history. Append-only; `seq` has no gaps within the ticket. */
@Entity('ticket_events')
export class TicketEvent {
  @PrimaryColumn('uuid') ticketId!: string;
  @PrimaryColumn('int') seq!: number;
  @Column('uuid') id!: string;
  @Column('text') type!: string;
  @Column('text') actorKind!: 'user' | 'system' | 'contact';
  @Column('uuid', { nullable: true }) actorId!: string | null;
  @Column('text') actorName!: string;
  @Column('timestamptz') at!: Date;
  @Column('jsonb') data!: Record<string, unknown>;
  /** Why, where a rule decided: what `explain` shows. */
  @Column('jsonb', { nullable: true }) because!: Record<string, unknown> | null;
}
