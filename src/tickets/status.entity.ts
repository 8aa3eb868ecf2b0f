import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StatusCategory } from './ticket.rules.js';

/** A name for a stage within a category. Each category has one default, taken when a message or a rule moves a ticket. */
@Entity('statuses')
export class Status {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') category!: StatusCategory;
  /** What the customer reads instead. */
  @Column('text', { nullable: true }) customerLabel!: string | null;
  @Column('boolean') isDefault!: boolean;
  @Column('int') position!: number;
  @Column('int') version!: number;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}
