import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { ACTIVITY_KINDS, type ActivityKind } from './activity.entity.js';

export class ActivitiesQuery extends PageQuery {
  @Optional() @IsUUID() owner?: string;
  @Optional() @IsUUID() deal?: string;
  @Optional() @IsUUID() contact?: string;
  @Optional() @IsUUID() company?: string;
  @Optional() @IsUUID() ticket?: string;
  @Optional() @IsIn(ACTIVITY_KINDS) kind?: ActivityKind;
  /** `open`, the next one first (default), or `done`, the last one first. */
  @Optional() @IsIn(['open', 'done']) state?: 'open' | 'done';
  /** Due, or done, within [from, to). */
  @Optional() @Type(() => Date) @IsDate() from?: Date;
  @Optional() @Type(() => Date) @IsDate() to?: Date;
}

export class AttendeeBody {
  @IsString() @Length(1, 200) name!: string;
  @Optional() @IsEmail() @MaxLength(254) email?: string;
  @Optional() @IsUUID() contactId?: string;
}

class ActivityValues {
  @Optional() @IsInt() @Min(5) @Max(1440) minutes?: number;
  /** Whose it is; left out, whoever plans it. */
  @IsOptional() @IsUUID() ownerId?: string | null;
  @IsOptional() @IsUUID() contactId?: string | null;
  @IsOptional() @IsUUID() companyId?: string | null;
  @IsOptional() @IsUUID() ticketId?: string | null;
  @IsOptional() @IsString() @MaxLength(500) place?: string | null;
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => AttendeeBody)
  attendees?: AttendeeBody[];
  /** Attendees of a meeting with an address are invited by mail, told of changes, and answer by their calendars; left out, they are. */
  @Optional() @IsBoolean() invites?: boolean;
  @IsOptional() @IsString() @MaxLength(20_000) notes?: string | null;
  /** Its owner is told so many minutes before; null: not at all. */
  @IsOptional() @IsInt() @Min(0) @Max(10_080) remindMinutes?: number | null;
}

export class NewActivity extends ActivityValues {
  @IsIn(ACTIVITY_KINDS) kind!: ActivityKind;
  @IsString() @Length(1, 300) subject!: string;
  @Type(() => Date) @IsDate() dueAt!: Date;
  /** Its contact and company are the activity’s, where nobody says otherwise. */
  @IsOptional() @IsUUID() dealId?: string | null;
  /** When it took place: what is over is written down in one step. */
  @Optional() @Type(() => Date) @IsDate() doneAt?: Date;
  /** What came of it. */
  @IsOptional() @IsString() @MaxLength(20_000) outcome?: string | null;
}

export class ActivityChange extends ActivityValues {
  @IsInt() @Min(1) version!: number;
  @Optional() @IsIn(ACTIVITY_KINDS) kind?: ActivityKind;
  @Optional() @IsString() @Length(1, 300) subject?: string;
  @Optional() @Type(() => Date) @IsDate() dueAt?: Date;
  @IsOptional() @IsString() @MaxLength(20_000) outcome?: string | null;
}

export class ActivityDone {
  @IsInt() @Min(1) version!: number;
  /** What came of it. */
  @IsOptional() @IsString() @MaxLength(20_000) outcome?: string | null;
  @IsOptional() @IsString() @MaxLength(20_000) notes?: string | null;
  /** When, where that was before now. */
  @Optional() @Type(() => Date) @IsDate() at?: Date;
}

export class ActivityVersion {
  @IsInt() @Min(1) version!: number;
}

export class ActivityNamed {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class ActivityDeal {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: ['open', 'won', 'lost'] }) state!: string;
  @ApiProperty({ description: 'False on an open deal: somebody should plan the next step.' }) hasNext!: boolean;
}

export class AttendeeView {
  @ApiProperty() name!: string;
  @ApiPropertyOptional() email?: string;
  @ApiPropertyOptional({ format: 'uuid' }) contactId?: string;
  @ApiPropertyOptional({ enum: ['invited', 'accepted', 'declined', 'tentative', 'cancelled', 'not_sent'] })
  invitation?: string;
  @ApiPropertyOptional({ type: Date, nullable: true }) answeredAt?: Date | null;
}

export class ActivityView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ACTIVITY_KINDS }) kind!: ActivityKind;
  @ApiProperty() subject!: string;
  @ApiProperty() dueAt!: Date;
  @ApiProperty({ type: Number, nullable: true }) minutes!: number | null;
  @ApiProperty({ type: Date, nullable: true }) doneAt!: Date | null;
  @ApiProperty({ type: ActivityNamed, nullable: true }) owner!: ActivityNamed | null;
  @ApiProperty({ type: ActivityDeal, nullable: true }) deal!: ActivityDeal | null;
  @ApiProperty({ type: ActivityNamed, nullable: true }) contact!: ActivityNamed | null;
  @ApiProperty({ type: ActivityNamed, nullable: true }) company!: ActivityNamed | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) ticketId!: string | null;
  @ApiProperty({ type: String, nullable: true }) place!: string | null;
  @ApiProperty() invites!: boolean;
  @ApiProperty({ type: [AttendeeView] }) attendees!: AttendeeView[];
  @ApiProperty({ type: String, nullable: true }) notes!: string | null;
  @ApiProperty({ type: String, nullable: true }) outcome!: string | null;
  @ApiProperty({ type: Number, nullable: true }) remindMinutes!: number | null;
  @ApiProperty() version!: number;
}

export class ActivityPage {
  @ApiProperty({ type: [ActivityView] }) items!: ActivityView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class FeedView {
  @ApiProperty({ type: String, nullable: true, description: 'Told once, when it is made.' })
  url!: string | null;
  @ApiProperty() exists!: boolean;
}
