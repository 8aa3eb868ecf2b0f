import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { PRIORITY_WORDS, TARGETS, type PriorityWord, type Target } from '../../sla/policy.rules.js';
import { STATUS_CATEGORIES, type StatusCategory } from '../../tickets/ticket.rules.js';
import { VISIT_STATES, type VisitState } from '../../tickets/visit.events.js';
import { PortalNamedView } from '../profile/profile.dto.js';

const MAX_SEQ = 2_147_483_647;
const STATES = ['open', 'ended'] as const;

export class PortalTicketsQuery extends PageQuery {
  @Optional() @IsIn(STATES) state?: (typeof STATES)[number];

  /** A number, or words of the subject. */
  @Optional() @IsString() @MaxLength(200) q?: string;
}

export class PortalMessagesQuery extends PageQuery {
  /** Behind this `seq`. */
  @Optional() @Type(() => Number) @IsInt() @Min(0) @Max(MAX_SEQ) after?: number;
}

export class PortalReply {
  @IsString() @Length(1, 20_000) text!: string;
  /** Ids of files that were uploaded before. */
  @Optional() @IsArray() @ArrayMaxSize(10) @IsUUID(undefined, { each: true }) attachments?: string[];
  /** Made by the sender once for each message: the same again is the same message. */
  @Optional() @IsString() @Length(1, 100) clientId?: string;
}

export class NewPortalTicket extends PortalReply {
  @IsString() @Length(1, 200) subject!: string;
  /** Which place of theirs it is about. */
  @Optional() @IsUUID() siteId?: string;
  /** Which device of theirs it is about. */
  @Optional() @IsUUID() equipmentId?: string;
}

export class PortalStatusView {
  @ApiProperty({ description: 'As the house says it to customers' }) label!: string;
  @ApiProperty({ enum: STATUS_CATEGORIES }) category!: StatusCategory;
}

export class PortalSaidView {
  @ApiProperty() from!: string;
  @ApiProperty({ description: 'By whoever asks' }) mine!: boolean;
  @ApiProperty({ enum: ['in', 'out'], description: '`out`: by us' }) direction!: 'in' | 'out';
  @ApiProperty() text!: string;
  @ApiProperty() at!: Date;
}

export class PortalClockView {
  @ApiProperty({ enum: TARGETS }) target!: Target;
  @ApiProperty({ enum: ['running', 'paused', 'met', 'breached', 'cancelled'] }) state!: string;
  @ApiProperty() startedAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) dueAt!: Date | null;
}

export class PortalNextVisitView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: VISIT_STATES }) state!: VisitState;
  @ApiProperty({ type: Date, nullable: true }) from!: Date | null;
}

export class PortalTicketView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() subject!: string;
  @ApiProperty({ type: PortalStatusView }) status!: PortalStatusView;
  @ApiProperty({ enum: PRIORITY_WORDS }) priority!: PriorityWord;
  @ApiProperty({ type: PortalNamedView, description: 'Whose request it is' }) contact!: PortalNamedView;
  @ApiProperty({ description: 'It is the request of whoever asks' }) mine!: boolean;
  @ApiProperty({ type: PortalNamedView, nullable: true }) site!: PortalNamedView | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who works on it' }) assignee!: string | null;
  @ApiProperty({ type: PortalClockView, nullable: true, description: 'The promise that is due first' })
  promise!: PortalClockView | null;
  @ApiProperty({ type: PortalNextVisitView, nullable: true }) visit!: PortalNextVisitView | null;
  @ApiProperty({ type: PortalSaidView, nullable: true }) last!: PortalSaidView | null;
  @ApiProperty() createdAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) solvedAt!: Date | null;
  @ApiProperty({ type: Number, nullable: true, description: 'It goes on under this number' })
  mergedInto!: number | null;
}

export class PortalTicketPage {
  @ApiProperty({ type: [PortalTicketView] }) items!: PortalTicketView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class PortalFileView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() type!: string;
  @ApiProperty() size!: number;
  @ApiProperty({ description: 'Where it is downloaded, by whoever sees its ticket' }) url!: string;
  @ApiPropertyOptional({ description: 'It cannot be downloaded now' }) blocked?: boolean;
}

export class PortalMessageView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'Grows along the ticket; between two there may be what is not for customers' })
  seq!: number;
  @ApiProperty({ enum: ['message', 'call'] }) kind!: 'message' | 'call';
  @ApiProperty({ enum: ['in', 'out'] }) direction!: 'in' | 'out';
  @ApiProperty({ description: 'On which kind of line' }) channel!: string;
  @ApiProperty() from!: string;
  @ApiProperty() mine!: boolean;
  @ApiProperty() text!: string;
  @ApiProperty({ type: [PortalFileView] }) attachments!: PortalFileView[];
  @ApiProperty({ description: 'Written by a machine' }) automatic!: boolean;
  @ApiProperty() at!: Date;
}

export class PortalMessagePage {
  @ApiProperty({ type: [PortalMessageView] }) items!: PortalMessageView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class PortalSpanView {
  @ApiProperty() from!: Date;
  @ApiProperty() to!: Date;
}

export class PortalPauseView {
  @ApiProperty() from!: Date;
  @ApiProperty({ type: Date, nullable: true }) to!: Date | null;
  @ApiProperty({ enum: STATUS_CATEGORIES }) why!: string;
}

export class PortalStepView {
  @ApiProperty({ enum: ['start', 'pause', 'resume', 'met', 'breach', 'end'] }) kind!: string;
  @ApiProperty() at!: Date;
}

/** A promise as agents see it, without what is the house’s own: its policy, who did what, and whom it would call. */
export class PortalPromiseView extends PortalClockView {
  @ApiProperty({ description: 'The first of its kind on this ticket is 1' }) instance!: number;
  @ApiProperty({ type: Date, nullable: true }) endedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true, enum: ['answer', 'solved', 'arrived', 'other'] })
  endedFor!: string | null;
  @ApiProperty({ type: Date, nullable: true }) breachedAt!: Date | null;
  @ApiProperty() targetMinutes!: number;
  @ApiProperty({ description: 'Of its own hours, pauses not counted' }) minutesUsed!: number;
  @ApiProperty({ description: 'Negative: that late' }) minutesLeft!: number;
  @ApiProperty({ type: PortalPauseView, nullable: true }) paused!: PortalPauseView | null;
  @ApiProperty({ description: 'Day and night, or in working hours only' }) roundTheClock!: boolean;
  @ApiProperty({ type: String, nullable: true }) timezone!: string | null;
  @ApiProperty({ type: [PortalSpanView], description: 'What has counted' }) counted!: PortalSpanView[];
  @ApiProperty({ type: [PortalSpanView], description: 'What will count until it is due' }) ahead!: PortalSpanView[];
  @ApiProperty({ type: [PortalPauseView] }) pauses!: PortalPauseView[];
  @ApiProperty({ type: [PortalStepView], description: 'What began it, paused it and ended it' })
  steps!: PortalStepView[];
}

export class PortalPromiseList {
  @ApiProperty({ type: [PortalPromiseView] }) items!: PortalPromiseView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class PortalSaidIn {
  @ApiProperty({ format: 'uuid' }) ticketId!: string;
  @ApiProperty() number!: number;
  @ApiProperty({ format: 'uuid' }) messageId!: string;
}
