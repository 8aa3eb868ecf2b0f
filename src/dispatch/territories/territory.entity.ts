import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Circle } from './territory.rules.js';

/** A part of the country that some technicians serve. */
@Entity('territories')
export class Territory {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('jsonb') areas!: Circle[];
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}
