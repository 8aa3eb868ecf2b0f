import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Family } from './equipment.rules.js';

/** What a maker makes: units are of a model. */
@Entity('equipment_models')
export class EquipmentModel {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') maker!: string;
  @Column('text') name!: string;
  /** In the firm's own words: router, camera, sensor. */
  @Column('text') kind!: string;
  @Column('text') family!: Family;
  /** Built into a device; it is no device itself. */
  @Column('boolean') part!: boolean;
  @Column('text', { nullable: true }) about!: string | null;
  /** No longer bought or offered. */
  @Column('boolean') active!: boolean;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
