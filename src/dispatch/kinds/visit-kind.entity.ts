import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { VisitKind } from '../../tickets/visit.events.js';
import type { SkillNeeded } from '../visits/visit.entity.js';

/** What a visit of this kind begins with. */
@Entity('visit_kinds')
export class VisitKindRow {
  @PrimaryColumn('text') kind!: VisitKind;
  @Column('int') minutes!: number;
  @Column('jsonb') skills!: SkillNeeded[];
  @Column('jsonb') checklist!: { id: string; text: string; required: boolean }[];
  @Column('boolean') mustConfirm!: boolean;
  @Column('int') technicians!: number;
  /** Finishing asks for the customer's name and signature. */
  @Column('boolean') signature!: boolean;
  /** What must be on board of whoever goes. */
  @Column('jsonb') tools!: string[];
  @Column('int') version!: number;
}
