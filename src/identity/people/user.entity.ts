import { Column, Entity, PrimaryColumn } from 'typeorm';

export type Language = 'en' | 'pt-BR';
export type Theme = 'light' | 'dark' | 'system';
export type Availability = 'online' | 'away';
export const LANGUAGES: Language[] = ['en', 'pt-BR'];

/** A person who works with Frontdesk. How they prove who they are stands in `credentials`, never here. */
@Entity('users')
export class User {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') email!: string;
  @Column('text') name!: string;
  @Column('text') language!: Language;
  @Column('text') timeZone!: string;
  @Column('text') theme!: Theme;
  @Column('text') signature!: string;
  /** Where the desk reaches them when a promise pages them; E.164. */
  @Column('text', { nullable: true }) phone!: string | null;
  /** Nobody is deleted: history needs the name. Who left is inactive. */
  @Column('bool') active!: boolean;
  @Column('text') availability!: Availability;
  @Column('timestamptz') availabilityAt!: Date;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
  @Column('int') version!: number;
}
