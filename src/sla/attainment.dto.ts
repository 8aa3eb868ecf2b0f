import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsDefined, IsIn, IsString, IsTimeZone, MaxDate, MaxLength, MinDate } from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import { PageQuery } from '../platform/http/paging.js';
import { TARGETS, type Target } from './policy.rules.js';

export const GROUPS = ['policy', 'team', 'channel', 'customer', 'month'] as const;
export type Group = (typeof GROUPS)[number];
const EARLIEST = new Date('1970-01-02T00:00:00Z');
const LATEST = new Date('2200-01-01T00:00:00Z');

export class AttainmentQuery {
  @IsDefined()
  @IsIn(GROUPS)
  by!: Group;

  /** A promise belongs to the time at which it was kept, or at which it was due and was not. */
  @Optional() @Type(() => Date) @IsDate() @MinDate(EARLIEST) @MaxDate(LATEST) from?: Date;
  @Optional() @Type(() => Date) @IsDate() @MinDate(EARLIEST) @MaxDate(LATEST) to?: Date;
  @Optional() @IsIn(TARGETS) target?: Target;

  /** Months begin at its midnight. */
  @Optional()
  @IsString()
  @MaxLength(60)
  @IsTimeZone()
  zone?: string;
}

export class AttainmentRowsQuery extends PageQuery {
  @Optional() @IsIn(GROUPS) by?: Group;

  /** Of one figure; `none` for what has no team, company or policy. */
  @Optional()
  @IsString()
  @MaxLength(100)
  key?: string;

  @Optional() @Type(() => Date) @IsDate() @MinDate(EARLIEST) @MaxDate(LATEST) from?: Date;
  @Optional() @Type(() => Date) @IsDate() @MinDate(EARLIEST) @MaxDate(LATEST) to?: Date;
  @Optional() @IsIn(TARGETS) target?: Target;
  @Optional() @IsIn(['met', 'breached', 'abandoned']) state?: 'met' | 'breached' | 'abandoned';

  @Optional()
  @IsString()
  @MaxLength(60)
  @IsTimeZone()
  zone?: string;
}

export class AttainmentFigure {
  @ApiProperty({ description: 'Give it back as `key` for the rows behind it.' }) key!: string;
  @ApiProperty({ description: 'Empty where there is none.' }) name!: string;
  @ApiProperty({ enum: TARGETS }) target!: Target;
  @ApiProperty() met!: number;
  @ApiProperty() breached!: number;
  @ApiProperty({ description: 'Met out of all that were decided, from 0 to 1; 1 where none was.' }) share!: number;
  @ApiProperty({ description: 'Of `answer`: who gave up before anybody answered.' }) abandoned!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Out of all who waited, from 0 to 1.' })
  abandonedShare!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'At most so many per cent, as promised.' })
  abandonedAtMost!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Median of what was used, in its own hours.' })
  medianMinutes!: number | null;
}

export class AttainmentView {
  @ApiProperty({ enum: GROUPS }) by!: Group;
  @ApiProperty({ type: [AttainmentFigure] }) items!: AttainmentFigure[];
  @ApiProperty({ type: [AttainmentFigure], description: 'Over all, by target.' }) totals!: AttainmentFigure[];
}

export class AttainmentTicket {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() subject!: string;
}

export class AttainmentRowView {
  @ApiProperty({ type: AttainmentTicket }) ticket!: AttainmentTicket;
  @ApiProperty({ enum: TARGETS }) target!: Target;
  @ApiProperty() instance!: number;
  @ApiProperty({ enum: ['met', 'breached', 'cancelled'], description: '`cancelled`: given up in time.' })
  state!: 'met' | 'breached' | 'cancelled';
  @ApiProperty({ type: String, nullable: true }) policy!: string | null;
  @ApiProperty({ type: Number, nullable: true }) policyVersion!: number | null;
  @ApiProperty({ type: String, nullable: true }) team!: string | null;
  @ApiProperty({ type: String, nullable: true }) company!: string | null;
  @ApiProperty() startedAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) dueAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) endedAt!: Date | null;
  @ApiProperty() targetMinutes!: number;
  @ApiProperty({ type: Number, nullable: true }) usedMinutes!: number | null;
  @ApiProperty({ description: 'When it was kept, or was due and was not.' }) decidedAt!: Date;
}

export class AttainmentRowPage {
  @ApiProperty({ type: [AttainmentRowView] }) items!: AttainmentRowView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
