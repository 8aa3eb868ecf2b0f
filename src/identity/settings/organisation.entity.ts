import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Language } from '../people/user.entity.js';

/** The one row of what holds for everybody here. */
@Entity('organisation')
export class Organisation {
  @PrimaryColumn('int') id!: number;
  @Column('text') company!: string;
  @Column('text') language!: Language;
  @Column('text') timeZone!: string;
  @Column('text') defaultCountry!: string;
  @Column('bool') requireTotp!: boolean;
  @Column('timestamptz', { nullable: true }) setUpAt!: Date | null;
  @Column('int') version!: number;
}
