import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Length, MaxLength, Min } from 'class-validator';
import { IsDay } from '../../platform/http/day.decorator.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { ReportQuotaView } from '../../report-requests/quota.dto.js';
import { REQUEST_STATES, type RequestState } from '../../report-requests/report.rules.js';
import { ReportFileView } from '../../report-requests/requests/request.dto.js';
import { PortalStatusView } from '../tickets/portal-ticket.dto.js';

const WHICH = ['open', 'ended'] as const;

export class PortalReportsQuery extends PageQuery {
  /** Still to come, or delivered and over. */
  @Optional() @IsIn(WHICH) state?: (typeof WHICH)[number];
}

export class NewPortalReport {
  @IsString() @Length(1, 200) title!: string;
  /** What it should answer. */
  @Optional() @IsString() @MaxLength(10_000) about?: string;
  /** The day by which it would be good to have; what is promised is said when it is accepted. */
  @IsOptional() @IsDay() wantedOn?: string | null;
}

export class PortalReportWithdrawal {
  @IsInt() @Min(1) version!: number;
  @Optional() @IsString() @MaxLength(2_000) reason?: string;
}

export class PortalReportView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() title!: string;
  @ApiProperty() about!: string;
  @ApiProperty({ enum: REQUEST_STATES }) state!: RequestState;
  @ApiProperty({ type: String, nullable: true, description: 'Who asked' }) askedBy!: string | null;
  @ApiProperty({ description: 'By whoever looks' }) mine!: boolean;
  @ApiProperty({ type: String, format: 'date', nullable: true }) wantedOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The day that we promised' })
  dueOn!: string | null;
  @ApiProperty() late!: boolean;
  @ApiProperty({ description: 'More than the package included in that month' }) beyond!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was declined or withdrawn' })
  reason!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who works on it' }) owner!: string | null;
  @ApiProperty() askedAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) publishedAt!: Date | null;
  @ApiProperty() version!: number;
}

export class PortalReportVersionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() summary!: string;
  @ApiProperty() publishedAt!: Date;
  @ApiProperty({ type: [ReportFileView] }) files!: ReportFileView[];
}

export class PortalReportStepView {
  @ApiProperty({ enum: REQUEST_STATES }) state!: RequestState;
  @ApiProperty() at!: Date;
}

export class PortalReportQuestionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() subject!: string;
  @ApiProperty({ type: PortalStatusView }) status!: PortalStatusView;
  @ApiProperty() at!: Date;
}

export class PortalReportMeetingView {
  @ApiProperty() at!: Date;
  @ApiProperty({ type: Number, nullable: true }) minutes!: number | null;
  @ApiProperty({ type: String, nullable: true }) place!: string | null;
}

export class PortalWholeReportView extends PortalReportView {
  @ApiProperty({ type: [PortalReportVersionView], description: 'What was published, the newest first' })
  versions!: PortalReportVersionView[];
  @ApiProperty({ type: [PortalReportStepView], description: 'When it came how far' }) steps!: PortalReportStepView[];
  @ApiProperty({ type: [PortalReportQuestionView], description: 'Requests about it that I see' })
  questions!: PortalReportQuestionView[];
  @ApiProperty({ type: PortalReportMeetingView, nullable: true, description: 'In which it will be presented' })
  meeting!: PortalReportMeetingView | null;
  @ApiProperty({ description: 'There are live figures to look at' }) live!: boolean;
  @ApiProperty({ description: 'It can still be taken back' }) mayWithdraw!: boolean;
}

export class PortalReportPage {
  @ApiProperty({ type: [PortalReportView] }) items!: PortalReportView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
  @ApiProperty({ type: ReportQuotaView, nullable: true, description: 'Of this month; null without a company' })
  quota!: ReportQuotaView | null;
}
