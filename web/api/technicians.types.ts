import type { Named, VisitKind } from './dispatch.types';
import type { Week } from './hours.types';

export interface SkillNeed {
  skillId: string;
  name: string;
  /** From 1 (learning) to 5 (teaches it). */
  level: number;
}

/** The last day on which a certificate counts; null: it does not run out. */
export interface SkillHeld extends SkillNeed {
  validUntil: string | null;
}

export interface Absence {
  id: string;
  from: string;
  to: string;
  reason: string;
}

export interface TechnicianValues {
  active: boolean;
  timezone: string;
  baseAddress: string;
  baseLat: number | null;
  baseLng: number | null;
  hours: Week;
  calendarId: string | null;
  vehicle: { name?: string; plate?: string; tools?: string[] } | null;
  limits: {
    visits?: number | null;
    workMinutes?: number | null;
    travelMinutes?: number | null;
    weekMinutes?: number | null;
    overtimeMinutes?: number;
  };
  rest: { betweenShifts?: number | null; mealAfter?: number | null; mealMinutes?: number };
  skills: SkillHeld[];
}

export interface Technician extends TechnicianValues {
  id: string;
  userId: string;
  name: string;
  /** None: everywhere. */
  territories: Named[];
  /** Those that are not over. */
  absences: Absence[];
  version: number;
}

export interface SkillInfo extends Named {
  about: string;
  /** How many have it today. */
  technicians: number;
  version: number;
}

export interface Area {
  lat: number;
  lng: number;
  km: number;
}

export interface Territory extends Named {
  areas: Area[];
  technicians: number;
  version: number;
}

export interface ChecklistLine {
  /** Left out for a new line. */
  id?: string;
  text: string;
  required: boolean;
}

export interface KindOfVisit {
  kind: VisitKind;
  minutes: number;
  skills: SkillNeed[];
  checklist: ChecklistLine[];
  mustConfirm: boolean;
  technicians: number;
  signature: boolean;
  /** On board of whoever goes. */
  tools: string[];
  version: number;
}
