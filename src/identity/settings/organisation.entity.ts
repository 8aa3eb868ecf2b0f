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
  /** How customers know the company, where that is not its whole name. */
  @Column('text', { nullable: true }) brandName!: string | null;
  @Column('text', { nullable: true }) brandAccent!: string | null;
  /** A small picture, as a `data:` address. */
  @Column('text', { nullable: true }) brandLogo!: string | null;
  @Column('timestamptz', { nullable: true }) setUpAt!: Date | null;
  @Column('int') version!: number;
}
