import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Owner, StoredState } from './equipment.rules.js';

/** One unit: a device, or a part of one. */
@Entity('equipment')
export class Equipment {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') modelId!: string;
  /** The maker's; unique for a model. */
  @Column('text', { nullable: true }) serial!: string | null;
  /** For people, and printed on it. */
  @Column('text') tag!: string;
  /** Stands in the QR code. Not to be guessed: a tag is. */
  @Column('text') code!: string;
  /** What it is built into; it goes where that goes. */
  @Column('uuid', { nullable: true }) parentId!: string | null;
  @Column('text') owner!: Owner;
  /** From whom it came. */
  @Column('text', { nullable: true }) supplier!: string | null;
  @Column('text') state!: StoredState;
  @Column('uuid', { nullable: true }) locationId!: string | null;
  @Column('uuid', { nullable: true }) siteId!: string | null;
  /** Who has it, or whose it is. */
  @Column('uuid', { nullable: true }) companyId!: string | null;
  /** Under which it stands there. The foreign key asks that it is the same company's. */
  @Column('uuid', { nullable: true }) contractId!: string | null;
  @Column('text', { nullable: true }) notes!: string | null;
  @Column('date', { nullable: true }) warrantyUntil!: string | null;
  @Column('int') moveSeq!: number;
  @Column('timestamptz') movedAt!: Date;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
