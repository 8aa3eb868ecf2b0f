import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StandIn } from './rota.rules.js';

/** Who is on call, in turn. */
@Entity('sla_rotas')
export class SlaRota {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') timezone!: string;
  @Column('uuid', { array: true }) members!: string[];
  @Column('int') turnDays!: number;
  @Column('text') startsOn!: string;
  @Column('text') handover!: string;
  @Column('jsonb') standIns!: StandIn[];
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}
