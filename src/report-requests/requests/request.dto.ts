import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, MaxLength, Min } from 'class-validator';
import { AllowanceKindHints } from '../quota.dto.js';
import { IsDay } from '../../platform/http/day.decorator.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { ID_OR_NUMBER } from '../../platform/ids.js';
import {
  REQUEST_STATES,
  VERSION_STATES,
  type RequestMove,
  type RequestState,
  type VersionState,
} from '../report.rules.js';

export class ReportRequestsQuery extends PageQuery {
  @Optional() @IsIn([...REQUEST_STATES, 'open']) state?: RequestState | 'open';
  @Optional() @IsUUID() company?: string;
  @Optional() @IsUUID() contact?: string;
  @Optional() @IsUUID() owner?: string;
  /** That has to do with a ticket: a question about it, or the visit on which it is brought. */
  @Optional() @Matches(ID_OR_NUMBER) ticket?: string;
  /** Only those past the day that was promised. */
  @Optional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  late?: boolean;
  /** A number, or words of the title. */
  @Optional() @IsString() @MaxLength(200) q?: string;
}

export class NewReportRequest {
  @IsUUID() companyId!: string;
  /** Who of the company asked; sees it in the portal. */
  @IsOptional() @IsUUID() contactId?: string | null;
  @IsString() @Length(1, 200) title!: string;
  @Optional() @IsString() @MaxLength(10_000) about?: string;
  /** The day by which they would like to have it; what is promised is said when it is accepted. */
  @IsOptional() @IsDay() wantedOn?: string | null;
}

export class ReportRequestChange {
  @IsInt() @Min(1) version!: number;
  @Optional() @IsString() @Length(1, 200) title?: string;
  @Optional() @IsString() @MaxLength(10_000) about?: string;
  @IsOptional() @IsUUID() ownerId?: string | null;
  @IsOptional() @IsUUID() reviewerId?: string | null;
  /** Another day than the one that was promised. */
  @Optional() @IsDay() dueOn?: string;
  /** Why it is another day: the customer reads it. */
  @Optional() @IsString() @MaxLength(2_000) why?: string;
}

export class ReportVersioned {
  @IsInt() @Min(1) version!: number;
}

export class ReportAcceptance extends ReportVersioned {
  /** The day that is promised; the customer sees it. */
  @IsDay() dueOn!: string;
  /** Who does it; left out, whoever accepts it. */
  @IsOptional() @IsUUID() ownerId?: string | null;
  @IsOptional() @IsUUID() reviewerId?: string | null;
}

export class ReportReason extends ReportVersioned {
  /** The customer reads it. */
  @IsString() @Length(1, 2_000) reason!: string;
}

export class ReportWithdrawal extends ReportVersioned {
  @Optional() @IsString() @MaxLength(2_000) reason?: string;
}

export class ReportNote extends ReportVersioned {
  @Optional() @IsString() @MaxLength(2_000) note?: string;
}

export class ReportNamed {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class ReportFileView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ description: 'By its content, not by its name', example: 'application/pdf' }) type!: string;
  @ApiProperty({ description: 'In bytes' }) size!: number;
}

export class ReportVersionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 1 }) number!: number;
  @ApiProperty() summary!: string;
  @ApiProperty({ enum: VERSION_STATES }) state!: VersionState;
  @ApiProperty({ type: ReportNamed }) author!: ReportNamed;
  @ApiProperty({ type: ReportNamed, nullable: true }) reviewer!: ReportNamed | null;
  @ApiProperty({ type: Date, nullable: true }) reviewedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) reviewNote!: string | null;
  @ApiProperty({ type: Date, nullable: true }) publishedAt!: Date | null;
  @ApiProperty({ type: [ReportFileView] }) files!: ReportFileView[];
  @ApiProperty() version!: number;
  @ApiProperty() createdAt!: Date;
}

export class ReportTicketView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() subject!: string;
  @ApiProperty({ enum: ['question', 'visit'] }) kind!: 'question' | 'visit';
  @ApiProperty({ description: 'The category of its status' }) category!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Of the visit' }) visitState!: string | null;
  @ApiProperty({ type: Date, nullable: true }) visitFrom!: Date | null;
  @ApiProperty() at!: Date;
}

export class ReportMeetingView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() subject!: string;
  @ApiProperty() dueAt!: Date;
  @ApiProperty({ type: Number, nullable: true }) minutes!: number | null;
  @ApiProperty({ type: String, nullable: true }) place!: string | null;
  @ApiProperty({ type: Date, nullable: true }) doneAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) owner!: string | null;
}

export class ReportRequestRow {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: REQUEST_STATES }) state!: RequestState;
  @ApiProperty({ type: ReportNamed }) company!: ReportNamed;
  @ApiProperty({ type: ReportNamed, nullable: true }) contact!: ReportNamed | null;
  @ApiProperty({ enum: ['customer', 'desk'] }) askedBy!: 'customer' | 'desk';
  @ApiProperty({ type: String, format: 'date', nullable: true }) wantedOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The day that was promised' })
  dueOn!: string | null;
  @ApiProperty() late!: boolean;
  @ApiProperty({ type: ReportNamed, nullable: true }) owner!: ReportNamed | null;
  @ApiProperty({ type: ReportNamed, nullable: true }) reviewer!: ReportNamed | null;
  @ApiProperty({ description: 'More than the package includes in the month in which it was asked for' })
  beyond!: boolean;
  @ApiProperty({ type: Number, nullable: true, description: 'How many that month included' })
  included!: number | null;
  @ApiProperty() version!: number;
  @ApiProperty() createdAt!: Date;
  @ApiProperty() updatedAt!: Date;
}

export class ReportRequestView extends ReportRequestRow {
  @ApiProperty() about!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was declined or withdrawn' })
  reason!: string | null;
  @ApiProperty({ type: Date, nullable: true }) acceptedAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) presentedAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) publishedAt!: Date | null;
  @ApiProperty({ type: [ReportVersionView], description: 'The newest first' }) versions!: ReportVersionView[];
  @ApiProperty({ type: [ReportTicketView], description: 'As far as the caller sees them' })
  tickets!: ReportTicketView[];
  @ApiProperty({ type: [ReportMeetingView] }) meetings!: ReportMeetingView[];
  @ApiProperty({ type: [String], description: 'What its state lets be done with it' }) moves!: RequestMove[];
  @ApiProperty({ type: AllowanceKindHints }) quota!: AllowanceKindHints;
}

export class ReportRequestPage {
  @ApiProperty({ type: [ReportRequestRow] }) items!: ReportRequestRow[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class ReportEventView {
  @ApiProperty() seq!: number;
  @ApiProperty({ example: 'report.accepted' }) type!: string;
  @ApiProperty({ type: String, nullable: true }) by!: string | null;
  @ApiProperty({ enum: ['user', 'contact', 'system'] }) byKind!: string;
  @ApiProperty({ type: Object }) data!: Record<string, unknown>;
  @ApiProperty() at!: Date;
}

export class ReportEventPage {
  @ApiProperty({ type: [ReportEventView] }) items!: ReportEventView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
