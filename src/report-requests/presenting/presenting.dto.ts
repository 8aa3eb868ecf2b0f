import { Type } from 'class-transformer';
import { IsDate, IsInt, IsOptional, IsString, MaxLength, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';

export class ReportMeeting {
  @Type(() => Date) @IsDate() dueAt!: Date;
  @Optional() @IsInt() @Min(5) @Max(1440) minutes?: number;
  @IsOptional() @IsString() @MaxLength(500) place?: string | null;
  @IsOptional() @IsString() @MaxLength(20_000) notes?: string | null;
}

export class ReportVisit {
  /** What whoever brings it should know. */
  @Optional() @IsString() @MaxLength(5_000) about?: string;
  @Optional() @Type(() => Date) @IsDate() windowFrom?: Date;
  @Optional() @Type(() => Date) @IsDate() windowTo?: Date;
}
