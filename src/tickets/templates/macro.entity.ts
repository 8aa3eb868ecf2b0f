import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MacroAction } from './macro.rules.js';

/** Several steps under one name. */
@Entity('macros')
export class Macro {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('jsonb') actions!: MacroAction[];
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
}
