import { Column, Entity, Generated, PrimaryColumn } from 'typeorm';
import type { VisitKind, VisitState } from '../../tickets/visit.events.js';

export interface SkillNeeded {
  skillId: string;
  level: number;
}

/** Free until equipment has rows of its own: `id` may already name one. */
export interface EquipmentNamed {
  id?: string;
  name: string;
  serial?: string;
  place?: string;
}

export interface ChecklistItem {
  id: string;
  text: string;
  required: boolean;
  doneAt?: string | null;
  byName?: string | null;
  /** Grows with every tick: two phones that tick the same item see each other. */
  version?: number;
}

export interface VisitPlace {
  name?: string;
  address: string;
  lat?: number;
  lng?: number;
}

export interface VisitOutcome {
  code: string;
  text: string;
}

export interface VisitSignature {
  name: string;
  attachmentId: string | null;
  at: string;
}

/** A work order with an appointment. Its technicians and steps are rows of their own. */
@Entity('visits')
export class Visit {
  @PrimaryColumn('uuid') id!: string;
  @Column('bigint', { transformer: { from: Number, to: (n: number) => n } }) @Generated('increment') number!: number;
  @Column('uuid') ticketId!: string;
  @Column('text') kind!: VisitKind;
  @Column('text') state!: VisitState;
  @Column('text') about!: string;
  /** Whom to ask for; the ticket's customer unless somebody else is named. */
  @Column('uuid', { nullable: true }) contactId!: string | null;
  @Column('uuid', { nullable: true }) siteId!: string | null;
  @Column('jsonb', { nullable: true }) place!: VisitPlace | null;
  @Column('text', { nullable: true }) accessNotes!: string | null;
  @Column('uuid', { nullable: true }) territoryId!: string | null;
  @Column('int') minutes!: number;
  /** How many people it takes. */
  @Column('int') technicians!: number;
  @Column('jsonb') skills!: SkillNeeded[];
  @Column('jsonb') equipment!: EquipmentNamed[];
  @Column('jsonb') checklist!: ChecklistItem[];
  @Column('boolean') mustConfirm!: boolean;
  /** When the customer wants it. */
  @Column('timestamptz', { nullable: true }) windowFrom!: Date | null;
  @Column('timestamptz', { nullable: true }) windowTo!: Date | null;
  /** Somebody on site by then; else the ticket's promise says. */
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  @Column('timestamptz', { nullable: true }) plannedFrom!: Date | null;
  @Column('timestamptz', { nullable: true }) plannedTo!: Date | null;
  @Column('timestamptz', { nullable: true }) confirmedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) travelAt!: Date | null;
  @Column('timestamptz', { nullable: true }) arrivedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) pausedAt!: Date | null;
  @Column('int') pausedMinutes!: number;
  @Column('timestamptz', { nullable: true }) leftAt!: Date | null;
  @Column('jsonb', { nullable: true }) outcome!: VisitOutcome | null;
  @Column('jsonb', { nullable: true }) signature!: VisitSignature | null;
  @Column('smallint', { nullable: true }) rating!: number | null;
  @Column('text', { nullable: true }) ratingComment!: string | null;
  @Column('jsonb', { nullable: true }) because!: Record<string, unknown> | null;
  @Column('uuid', { nullable: true }) followUpOf!: string | null;
  @Column('uuid', { nullable: true }) seriesId!: string | null;
  @Column('timestamptz', { nullable: true }) occursAt!: Date | null;
  @Column('int') invitationSeq!: number;
  @Column('text', { nullable: true }) attendance!: 'accepted' | 'declined' | 'tentative' | null;
  @Column('timestamptz', { nullable: true }) attendanceAt!: Date | null;
  @Column('int') linkEpoch!: number;
  @Column('int') stepSeq!: number;
  @Column('int') version!: number;
  @Column('uuid', { nullable: true }) madeBy!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
