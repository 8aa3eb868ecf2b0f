import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsOptional, IsString, MaxLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { SEVERITIES, type Severity } from '../alerts/judgement.rules.js';
import { METRIC_KINDS, type MetricKind } from '../catalogue/metric.dto.js';
import { RESOLUTIONS, type Resolution } from './resolution.rules.js';

export class ReadingsQuery {
  /** The key of a metric of its model. */
  @IsString() @MaxLength(60) metric!: string;
  /** Where it begins; a day before the end if left out. */
  @Optional() @Type(() => Date) @IsDate() from?: Date;
  /** Where it ends; now if left out. */
  @Optional() @Type(() => Date) @IsDate() to?: Date;
}

export class Mute {
  /** Until when; null: until somebody ends it. */
  @IsOptional() @Type(() => Date) @IsDate() until?: Date | null;
  @IsOptional() @IsString() @MaxLength(500) reason?: string | null;
}

export class MeasuredMetric {
  @ApiProperty({ example: 'temperature' }) key!: string;
  @ApiProperty({ enum: METRIC_KINDS }) kind!: MetricKind;
  @ApiProperty({ example: '°C' }) unit!: string;
  @ApiProperty() decimals!: number;
  @ApiProperty() nameEn!: string;
  @ApiProperty() namePt!: string;
}

export class PointView {
  @ApiProperty({ description: 'Of a roll-up: where it begins.' }) at!: Date;
  @ApiProperty({ description: 'The mean; of a single reading itself.' }) value!: number;
  @ApiProperty() min!: number;
  @ApiProperty() max!: number;
  @ApiProperty() last!: number;
  @ApiProperty({ description: 'Of how many readings.' }) count!: number;
}

export class ReadingsView {
  @ApiProperty({ type: MeasuredMetric }) metric!: MeasuredMetric;
  @ApiProperty() from!: Date;
  @ApiProperty() to!: Date;
  @ApiProperty({ enum: RESOLUTIONS, description: 'How finely: as they came, by 15 minutes, by hours, by days (UTC).' })
  resolution!: Resolution;
  @ApiProperty({ type: [PointView] }) points!: PointView[];
}

export class LastReading extends MeasuredMetric {
  @ApiProperty({ type: Date, nullable: true }) lastAt!: Date | null;
  @ApiProperty({ type: Number, nullable: true }) lastValue!: number | null;
}

export class MuteView {
  @ApiProperty({ type: Date, nullable: true }) until!: Date | null;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ type: String, nullable: true }) byName!: string | null;
  @ApiProperty() at!: Date;
}

export class UnitReadings {
  @ApiProperty({ type: [LastReading], description: 'What its model measures, with the newest reading of each.' })
  metrics!: LastReading[];
  @ApiProperty({ type: Date, nullable: true, description: 'When something new last came of it.' })
  seenAt!: Date | null;
  @ApiProperty({ type: MuteView, nullable: true }) mute!: MuteView | null;
  @ApiProperty({ description: 'Keys with which it may send.' }) keys!: number;
  @ApiProperty({ description: 'Alerts that are not cleared.' }) openAlerts!: number;
}

export class SiteMetric extends LastReading {
  @ApiProperty({
    type: [Number],
    description: 'Means of the last 24 hours, the oldest first; null where nothing came.',
  })
  hours!: (number | null)[];
}

export const UNIT_CONDITIONS = ['fine', 'alert', 'muted', 'unheard'] as const;
export type UnitCondition = (typeof UNIT_CONDITIONS)[number];

export class SiteUnit {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'EQ-1001' }) tag!: string;
  @ApiProperty({ description: 'Maker and name of its model' }) name!: string;
  @ApiProperty({ enum: UNIT_CONDITIONS, description: '`unheard`: nothing ever came of it.' }) condition!: UnitCondition;
  @ApiProperty({ enum: SEVERITIES, nullable: true, description: 'The worst that is open.' })
  severity!: Severity | null;
  @ApiProperty({ type: Date, nullable: true }) seenAt!: Date | null;
  @ApiProperty({ type: [SiteMetric] }) metrics!: SiteMetric[];
}

export class SiteReadings {
  @ApiProperty({ type: [SiteUnit], description: 'Units there whose model measures something; 200 at most.' })
  items!: SiteUnit[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
