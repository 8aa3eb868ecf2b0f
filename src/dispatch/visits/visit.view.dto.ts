import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { VISIT_KINDS, VISIT_STATES, type VisitKind, type VisitState } from '../../tickets/visit.events.js';
import { PRIORITIES, type Priority } from '../../tickets/ticket.rules.js';
import { SkillNeedView } from '../kinds/visit-kind.dto.js';
import { VISIT_ACTIONS, type VisitAction } from './visit.rules.js';

export class VisitTicket {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() subject!: string;
  @ApiProperty({ enum: PRIORITIES }) priority!: Priority;
}

export class NamedBrief {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class VisitTechnicianView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) userId!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ description: 'The first one named.' }) lead!: boolean;
}

/** Where to go: the site on record, or the place that was written on the visit. */
export class VisitPlaceView {
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) siteId!: string | null;
  @ApiProperty() name!: string;
  @ApiProperty() address!: string;
  @ApiProperty({ type: Number, nullable: true }) lat!: number | null;
  @ApiProperty({ type: Number, nullable: true }) lng!: number | null;
  @ApiProperty({ description: 'The zone in which its times are meant.' }) timezone!: string;
}

/** A visit as a row or a bar. */
export class VisitRowView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty({ example: 'W-2284' }) ref!: string;
  @ApiProperty({ enum: VISIT_KINDS }) kind!: VisitKind;
  @ApiProperty({ enum: VISIT_STATES }) state!: VisitState;
  @ApiProperty({ type: VisitTicket }) ticket!: VisitTicket;
  @ApiProperty({ type: NamedBrief, nullable: true }) company!: NamedBrief | null;
  @ApiProperty({ type: NamedBrief }) contact!: NamedBrief;
  @ApiProperty({ type: VisitPlaceView, nullable: true }) place!: VisitPlaceView | null;
  @ApiProperty({ type: NamedBrief, nullable: true }) territory!: NamedBrief | null;
  @ApiProperty() about!: string;
  @ApiProperty({ description: 'How long it is thought to take.' }) minutes!: number;
  @ApiProperty({ description: 'How many people it takes.' }) technicianCount!: number;
  @ApiProperty({ type: [SkillNeedView] }) skills!: SkillNeedView[];
  @ApiProperty({ type: [String], description: 'What its kind needs on board.' }) tools!: string[];
  @ApiProperty({ type: [VisitTechnicianView] }) technicians!: VisitTechnicianView[];
  @ApiProperty({ type: Date, nullable: true }) windowFrom!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) windowTo!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) plannedFrom!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) plannedTo!: Date | null;
  @ApiProperty({
    type: Date,
    nullable: true,
    description: 'Somebody on site by then: its own, or its ticket’s promise.',
  })
  dueAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) travelAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) arrivedAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) leftAt!: Date | null;
  @ApiProperty() mustConfirm!: boolean;
  @ApiProperty({ type: Date, nullable: true }) confirmedAt!: Date | null;
  @ApiProperty({
    type: String,
    enum: ['accepted', 'declined', 'tentative'],
    nullable: true,
    description: 'What the customer’s calendar answered; `declined` also where the customer asks for another time.',
  })
  attendance!: 'accepted' | 'declined' | 'tentative' | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why the customer was not told the last thing: a code, `undelivered` where it did not arrive.',
  })
  undelivered!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) followUpOf!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) seriesId!: string | null;
  @ApiProperty() version!: number;
  @ApiProperty() createdAt!: Date;
  @ApiProperty() updatedAt!: Date;
}

export class VisitPage {
  @ApiProperty({ type: [VisitRowView] }) items!: VisitRowView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class VisitStepView {
  @ApiProperty() seq!: number;
  @ApiProperty({ enum: VISIT_ACTIONS }) type!: VisitAction;
  @ApiProperty({ type: String, enum: VISIT_STATES, nullable: true }) from!: VisitState | null;
  @ApiProperty({ enum: VISIT_STATES }) to!: VisitState;
  @ApiProperty({ description: 'When it happened.' }) at!: Date;
  @ApiProperty({ description: 'When we were told.' }) toldAt!: Date;
  @ApiProperty({ enum: ['user', 'system', 'contact'] }) actorKind!: 'user' | 'system' | 'contact';
  @ApiProperty() actorName!: string;
  @ApiProperty({ type: Number, nullable: true }) lat!: number | null;
  @ApiProperty({ type: Number, nullable: true }) lng!: number | null;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ type: Object }) data!: Record<string, unknown>;
  @ApiProperty({ type: Object, nullable: true }) because!: Record<string, unknown> | null;
}

export class VisitContactView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, nullable: true }) language!: string | null;
  @ApiProperty({ type: [String] }) phones!: string[];
}

export class VisitEquipmentView {
  @ApiPropertyOptional({ format: 'uuid' }) id?: string;
  @ApiProperty() name!: string;
  @ApiPropertyOptional() serial?: string;
  @ApiPropertyOptional() place?: string;
}

export class VisitChecklistView {
  @ApiProperty() id!: string;
  @ApiProperty() text!: string;
  @ApiProperty() required!: boolean;
  @ApiPropertyOptional({ type: String, format: 'date-time', nullable: true }) doneAt?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true }) byName?: string | null;
  @ApiPropertyOptional({ description: 'Give it back with the tick: somebody else may have ticked it.' })
  version?: number;
}

export class VisitPartView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() quantity!: number;
  @ApiProperty({ type: String, nullable: true }) serial!: string | null;
  @ApiProperty() at!: Date;
}

export class VisitTimeView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) technicianId!: string;
  @ApiProperty({ enum: ['work', 'travel', 'wait'] }) kind!: 'work' | 'travel' | 'wait';
  @ApiProperty() from!: Date;
  @ApiProperty() to!: Date;
  @ApiProperty({ type: String, nullable: true }) note!: string | null;
}

export class VisitFileView {
  @ApiProperty({ format: 'uuid', description: 'Of the attachment.' }) id!: string;
  @ApiProperty({ enum: ['photo', 'signature', 'report'] }) kind!: 'photo' | 'signature' | 'report';
  @ApiProperty() name!: string;
  @ApiProperty() type!: string;
  @ApiProperty() size!: number;
  @ApiProperty() url!: string;
  @ApiProperty({ type: String, nullable: true }) caption!: string | null;
  @ApiProperty({ type: String, nullable: true }) checklistId!: string | null;
  @ApiProperty() at!: Date;
}

export class VisitOutcomeView {
  @ApiProperty() code!: string;
  @ApiProperty() text!: string;
}

export class VisitSignatureView {
  @ApiProperty({ description: 'Who signed.' }) name!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) attachmentId!: string | null;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

export class VisitOfferView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() from!: Date;
  @ApiProperty() to!: Date;
  @ApiProperty({ description: 'The customer is told: arrival between `from` and this.' }) arriveUntil!: Date;
  @ApiProperty({ type: [String] }) technicianIds!: string[];
}

/** What the customer was told, and what came of it. */
export class VisitNoticeView {
  @ApiProperty({ example: 'reminder' }) kind!: string;
  @ApiProperty() at!: Date;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) messageId!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was not told.' }) failure!: string | null;
}

/** A whole visit. */
export class VisitView extends VisitRowView {
  @ApiProperty({ type: VisitContactView, description: 'Whom to ask for.' }) person!: VisitContactView;
  @ApiProperty({ type: String, nullable: true, description: 'Of the site and of this visit.' })
  accessNotes!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of this visit alone.' })
  ownAccessNotes!: string | null;
  @ApiProperty({
    type: Object,
    nullable: true,
    description: 'Opening hours of the site, weekday to intervals.',
  })
  openingHours!: Record<string, [string, string][]> | null;
  @ApiProperty({ type: [VisitEquipmentView] }) equipment!: VisitEquipmentView[];
  @ApiProperty({ type: [VisitChecklistView] }) checklist!: VisitChecklistView[];
  @ApiProperty({ description: 'Finishing asks for a signature.' }) wantsSignature!: boolean;
  @ApiProperty() pausedMinutes!: number;
  @ApiProperty({ type: Date, nullable: true }) pausedAt!: Date | null;
  @ApiProperty({ type: VisitOutcomeView, nullable: true }) outcome!: VisitOutcomeView | null;
  @ApiProperty({ type: VisitSignatureView, nullable: true }) signature!: VisitSignatureView | null;
  @ApiProperty({ type: Number, nullable: true }) rating!: number | null;
  @ApiProperty({ type: String, nullable: true }) ratingComment!: string | null;
  @ApiProperty({ type: Object, nullable: true, description: 'Why it was made, where a rule made it.' })
  because!: Record<string, unknown> | null;
  @ApiProperty({ type: [VisitPartView] }) parts!: VisitPartView[];
  @ApiProperty({ type: [VisitTimeView] }) times!: VisitTimeView[];
  @ApiProperty({ type: [VisitFileView] }) files!: VisitFileView[];
  @ApiProperty({ type: [VisitOfferView] }) offers!: VisitOfferView[];
  @ApiProperty({ type: [VisitNoticeView] }) notices!: VisitNoticeView[];
  @ApiProperty({ type: [VisitStepView], description: 'Oldest first.' }) steps!: VisitStepView[];
  @ApiProperty({ enum: VISIT_ACTIONS, isArray: true, description: 'What may be done next.' }) actions!: VisitAction[];
}
