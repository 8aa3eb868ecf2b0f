import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Min } from 'class-validator';
import { IsDay } from '../../platform/http/day.decorator.js';
import { Optional } from '../../platform/http/optional.decorator.js';

export const NOTICE_AUDIENCES = ['all', 'package', 'company'] as const;
export type NoticeAudience = (typeof NOTICE_AUDIENCES)[number];
export const NOTICE_WEIGHTS = ['news', 'warning'] as const;
export type NoticeWeight = (typeof NOTICE_WEIGHTS)[number];

export class NewNotice {
  @IsString() @Length(1, 120) title!: string;
  @IsString() @Length(1, 4_000) text!: string;
  /** A warning stands out. */
  @Optional() @IsIn(NOTICE_WEIGHTS) weight?: NoticeWeight;
  @IsIn(NOTICE_AUDIENCES) audience!: NoticeAudience;
  /** For `package`: whoever has it by a contract that holds. */
  @IsOptional() @IsUUID() packageId?: string | null;
  /** For `company`. */
  @IsOptional() @IsUUID() companyId?: string | null;
  /** Days in the time zone of the house; today where it is left out. */
  @Optional() @IsDay() startsOn?: string;
  @IsOptional() @IsDay() endsOn?: string | null;
}

export class NoticeChange {
  @Optional() @IsInt() @Min(1) version?: number;
  @Optional() @IsString() @Length(1, 120) title?: string;
  @Optional() @IsString() @Length(1, 4_000) text?: string;
  @Optional() @IsIn(NOTICE_WEIGHTS) weight?: NoticeWeight;
  @Optional() @IsIn(NOTICE_AUDIENCES) audience?: NoticeAudience;
  @IsOptional() @IsUUID() packageId?: string | null;
  @IsOptional() @IsUUID() companyId?: string | null;
  @Optional() @IsDay() startsOn?: string;
  @IsOptional() @IsDay() endsOn?: string | null;
}

export class PortalNoticeView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() title!: string;
  @ApiProperty() text!: string;
  @ApiProperty({ enum: NOTICE_WEIGHTS }) weight!: NoticeWeight;
  @ApiProperty({ format: 'date' }) startsOn!: string;
}

export class NoticeView extends PortalNoticeView {
  @ApiProperty({ enum: NOTICE_AUDIENCES }) audience!: NoticeAudience;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) packageId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) companyId!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of the package or the company' }) for!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) endsOn!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who wrote it' }) by!: string | null;
  @ApiProperty({ description: 'How many put it away' }) dismissed!: number;
  @ApiProperty() version!: number;
}

export class NoticeList {
  @ApiProperty({ type: [NoticeView] }) items!: NoticeView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class PortalNoticeList {
  @ApiProperty({ type: [PortalNoticeView] }) items!: PortalNoticeView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
