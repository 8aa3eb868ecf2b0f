import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocationKind } from './equipment.rules.js';

/** Where units lie that are at no customer's: a store room, a technician's van, a supplier's shelf. */
@Entity('equipment_locations')
export class EquipmentLocation {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') kind!: LocationKind;
  /** Whose van it is. */
  @Column('uuid', { nullable: true }) userId!: string | null;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('boolean') active!: boolean;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
