import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WeekHours } from './week-hours.rules.js';

export interface Vehicle {
  name?: string;
  plate?: string;
  /** What it carries for every visit. */
  tools?: string[];
  capacity?: Record<string, number>;
}

/** Null or left out: no limit. */
export interface DayLimits {
  visits?: number | null;
  workMinutes?: number | null;
  travelMinutes?: number | null;
  weekMinutes?: number | null;
  overtimeMinutes?: number;
}

export interface RestRules {
  betweenShifts?: number | null;
  mealAfter?: number | null;
  mealMinutes?: number;
}

/** A person who goes where hands are needed. Skills, territories and absences are rows of their own. */
@Entity('technicians')
export class Technician {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') userId!: string;
  @Column('boolean') active!: boolean;
  @Column('text') timezone!: string;
  @Column('text') baseAddress!: string;
  @Column('float8', { nullable: true }) baseLat!: number | null;
  @Column('float8', { nullable: true }) baseLng!: number | null;
  /** The own hours; none: those of the calendar. */
  @Column('jsonb') hours!: WeekHours;
  /** Whose hours, holidays and exceptions hold where there are no own hours; its days off hold in any case. */
  @Column('uuid', { nullable: true }) calendarId!: string | null;
  @Column('jsonb', { nullable: true }) vehicle!: Vehicle | null;
  @Column('jsonb') limits!: DayLimits;
  @Column('jsonb') rest!: RestRules;
  @Column('boolean') sharesPosition!: boolean;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}

/** What the law asks of a full-time contract (CLT, art. 66 and 71; 44 hours a week); a firm may set its own. */
export const USUAL_LIMITS: DayLimits = {
  visits: null,
  workMinutes: 600,
  travelMinutes: null,
  weekMinutes: 2640,
  overtimeMinutes: 0,
};
export const USUAL_REST: RestRules = { betweenShifts: 660, mealAfter: 360, mealMinutes: 60 };
