import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarDefinition, Exception, Holiday } from './calendar.rules.js';

export const SCOPES = ['team', 'inbox', 'contract', 'site'] as const;
export type ScopeKind = (typeof SCOPES)[number];

/** When somebody works. Every version of it is kept in `calendar_versions`. */
@Entity('calendars')
export class Calendar {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') timezone!: string;
  @Column('jsonb') hours!: CalendarDefinition['hours'];
  @Column('jsonb') exceptions!: Exception[];
  @Column('jsonb') holidays!: Holiday[];
  /** Where its holidays were last suggested from. */
  @Column('text', { nullable: true }) country!: string | null;
  @Column('text', { nullable: true }) region!: string | null;
  /** For whatever has no calendar of its own. There is one. */
  @Column('bool') isDefault!: boolean;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}
