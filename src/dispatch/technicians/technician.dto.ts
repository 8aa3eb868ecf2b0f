import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsDateString,
  IsInt,
  IsLatitude,
  IsLongitude,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsTimeZone,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import type { WeekHours } from './week-hours.rules.js';

export class TechniciansQuery extends PageQuery {
  @Optional() @IsUUID() skill?: string;
  @Optional() @IsUUID() territory?: string;
  /** `true`: only those at work; `false`: only those who left. */
  @Optional() @IsString() active?: string;
}

export class TechnicianSkill {
  @IsUUID() skillId!: string;
  @IsInt() @Min(1) @Max(5) level!: number;
  /** The last day on which a certificate counts; null: it does not run out. */
  @IsOptional() @IsDateString({ strict: true }) @Length(10, 10) validUntil?: string | null;
}

export class VehicleBody {
  @Optional() @IsString() @MaxLength(80) name?: string;
  @Optional() @IsString() @MaxLength(20) plate?: string;
  @Optional() @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @Length(1, 60, { each: true }) tools?: string[];
}

export class LimitsBody {
  @IsOptional() @IsInt() @Min(1) @Max(50) visits?: number | null;
  @IsOptional() @IsInt() @Min(30) @Max(1440) workMinutes?: number | null;
  @IsOptional() @IsInt() @Min(10) @Max(1440) travelMinutes?: number | null;
  @IsOptional() @IsInt() @Min(60) @Max(10080) weekMinutes?: number | null;
  @Optional() @IsInt() @Min(0) @Max(600) overtimeMinutes?: number;
}

export class RestBody {
  @IsOptional() @IsInt() @Min(0) @Max(1440) betweenShifts?: number | null;
  @IsOptional() @IsInt() @Min(60) @Max(1440) mealAfter?: number | null;
  @Optional() @IsInt() @Min(0) @Max(240) mealMinutes?: number;
}

class TechnicianValues {
  @Optional() @IsTimeZone() timezone?: string;
  @Optional() @IsString() @MaxLength(300) baseAddress?: string;
  @IsOptional() @IsNumber() @IsLatitude() baseLat?: number | null;
  @IsOptional() @IsNumber() @IsLongitude() baseLng?: number | null;
  /** `{mon: [["08:00","12:00"],["13:00","17:00"]], …}` in the technician's zone; `{}`: as the calendar says. */
  @Optional() @IsObject() hours?: object;
  /** A calendar of working hours: it holds where there are no own hours, and its holidays are off in any case. */
  @IsOptional() @IsUUID() calendarId?: string | null;
  @IsOptional() @ValidateNested() @Type(() => VehicleBody) vehicle?: VehicleBody | null;
  @Optional() @ValidateNested() @Type(() => LimitsBody) limits?: LimitsBody;
  @Optional() @ValidateNested() @Type(() => RestBody) rest?: RestBody;
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => TechnicianSkill)
  skills?: TechnicianSkill[];
  /** Empty: everywhere. */
  @Optional() @IsArray() @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) territoryIds?: string[];
}

export class NewTechnician extends TechnicianValues {
  @IsUUID() userId!: string;
}

export class TechnicianChange extends TechnicianValues {
  @Optional() @IsBoolean() active?: boolean;
  @Optional() @IsInt() @Min(1) version?: number;
}

export class NewAbsence {
  @Type(() => Date) @IsDate() from!: Date;
  @Type(() => Date) @IsDate() to!: Date;
  @Optional() @IsString() @MaxLength(200) reason?: string;
}

export class TechnicianSkillView {
  @ApiProperty({ format: 'uuid' }) skillId!: string;
  @ApiProperty() name!: string;
  @ApiProperty() level!: number;
  @ApiProperty({ type: String, format: 'date', nullable: true }) validUntil!: string | null;
}

export class TerritoryBrief {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class AbsenceView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() from!: Date;
  @ApiProperty() to!: Date;
  @ApiProperty() reason!: string;
}

export class VehicleView {
  @ApiPropertyOptional() name?: string;
  @ApiPropertyOptional() plate?: string;
  @ApiPropertyOptional({ type: [String] }) tools?: string[];
}

export class LimitsView {
  @ApiPropertyOptional({ type: Number, nullable: true }) visits?: number | null;
  @ApiPropertyOptional({ type: Number, nullable: true }) workMinutes?: number | null;
  @ApiPropertyOptional({ type: Number, nullable: true }) travelMinutes?: number | null;
  @ApiPropertyOptional({ type: Number, nullable: true }) weekMinutes?: number | null;
  @ApiPropertyOptional() overtimeMinutes?: number;
}

export class RestView {
  @ApiPropertyOptional({ type: Number, nullable: true }) betweenShifts?: number | null;
  @ApiPropertyOptional({ type: Number, nullable: true }) mealAfter?: number | null;
  @ApiPropertyOptional() mealMinutes?: number;
}

export class TechnicianView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) userId!: string;
  @ApiProperty() name!: string;
  @ApiProperty() active!: boolean;
  @ApiProperty() timezone!: string;
  @ApiProperty() baseAddress!: string;
  @ApiProperty({ type: Number, nullable: true }) baseLat!: number | null;
  @ApiProperty({ type: Number, nullable: true }) baseLng!: number | null;
  @ApiProperty({ type: Object, description: 'Weekday to intervals of wall-clock times; empty: as the calendar says.' })
  hours!: WeekHours;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) calendarId!: string | null;
  @ApiProperty({ type: VehicleView, nullable: true }) vehicle!: VehicleView | null;
  @ApiProperty({ type: LimitsView }) limits!: LimitsView;
  @ApiProperty({ type: RestView }) rest!: RestView;
  @ApiProperty({ type: [TechnicianSkillView] }) skills!: TechnicianSkillView[];
  @ApiProperty({ type: [TerritoryBrief] }) territories!: TerritoryBrief[];
  @ApiProperty({ type: [AbsenceView], description: 'Those that are not over.' }) absences!: AbsenceView[];
  @ApiProperty({ description: 'The technician’s own switch.' }) sharesPosition!: boolean;
  @ApiProperty() version!: number;
}

export class TechnicianPage {
  @ApiProperty({ type: [TechnicianView] }) items!: TechnicianView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
