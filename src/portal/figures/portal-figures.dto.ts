import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsTimeZone, MaxDate, MaxLength, MinDate } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { TARGETS, type Target } from '../../sla/policy.rules.js';
import { PortalVisitTicketView } from '../visits/portal-visit.dto.js';

const EARLIEST = new Date('1970-01-02T00:00:00Z');
const LATEST = new Date('2200-01-01T00:00:00Z');

export class PortalFiguresQuery {
  /** A promise belongs to the time at which it was kept, or at which it was due and was not. */
  @Optional() @Type(() => Date) @IsDate() @MinDate(EARLIEST) @MaxDate(LATEST) from?: Date;
  @Optional() @Type(() => Date) @IsDate() @MinDate(EARLIEST) @MaxDate(LATEST) to?: Date;
  /** Months begin at its midnight. */
  @Optional() @MaxLength(60) @IsTimeZone() zone?: string;
}

export class PortalKeptQuery extends PageQuery {
  @Optional() @Type(() => Date) @IsDate() @MinDate(EARLIEST) @MaxDate(LATEST) from?: Date;
  @Optional() @Type(() => Date) @IsDate() @MinDate(EARLIEST) @MaxDate(LATEST) to?: Date;
}

export class PortalFigureView {
  @ApiProperty({ description: '`YYYY-MM`; `all` over the whole time' }) month!: string;
  @ApiProperty({ enum: TARGETS }) target!: Target;
  @ApiProperty() met!: number;
  @ApiProperty() breached!: number;
  @ApiProperty({ description: 'Met out of all that were decided, from 0 to 1; 1 where none was' }) share!: number;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Median of the time that was used, in its own hours',
  })
  medianMinutes!: number | null;
}

export class PortalFiguresView {
  @ApiProperty({ type: [PortalFigureView], description: 'Over all, by target' }) totals!: PortalFigureView[];
  @ApiProperty({ type: [PortalFigureView], description: 'By month and target' }) months!: PortalFigureView[];
}

export class PortalKeptView {
  @ApiProperty({ type: PortalVisitTicketView }) ticket!: PortalVisitTicketView;
  @ApiProperty({ enum: TARGETS }) target!: Target;
  @ApiProperty({ enum: ['met', 'breached', 'cancelled'] }) state!: string;
  @ApiProperty() startedAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) dueAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) endedAt!: Date | null;
  @ApiProperty() targetMinutes!: number;
  @ApiProperty({ type: Number, nullable: true }) usedMinutes!: number | null;
  @ApiProperty({ description: 'When it was kept, or was due and was not' }) decidedAt!: Date;
}

export class PortalKeptPage {
  @ApiProperty({ type: [PortalKeptView] }) items!: PortalKeptView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
