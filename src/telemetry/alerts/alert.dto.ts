import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsUUID, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { MeasuredMetric } from '../readings/readings.dto.js';
import {
  ALERT_STATES,
  SEVERITIES,
  THRESHOLD_KINDS,
  type AlertState,
  type Severity,
  type ThresholdKind,
} from './judgement.rules.js';

const WANTED = [...ALERT_STATES, 'active'] as const;

export class AlertsQuery extends PageQuery {
  /** `active`: open or acknowledged. */
  @Optional() @IsIn(WANTED) state?: (typeof WANTED)[number];
  @Optional() @IsIn(SEVERITIES) severity?: Severity;
  @Optional() @IsUUID() unit?: string;
  @Optional() @IsUUID() site?: string;
  @Optional() @IsUUID() company?: string;
}

export class Acknowledgement {
  @Optional() @IsInt() @Min(1) version?: number;
}

export class AlertNamed {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class AlertUnit extends AlertNamed {
  @ApiProperty({ example: 'EQ-1001' }) tag!: string;
}

export class AlertTicket {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
}

export class AlertView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: AlertUnit }) unit!: AlertUnit;
  @ApiProperty({ type: AlertNamed, nullable: true }) company!: AlertNamed | null;
  @ApiProperty({ type: AlertNamed, nullable: true }) site!: AlertNamed | null;
  @ApiProperty({ type: MeasuredMetric, nullable: true, description: 'Null: silence of the whole unit.' })
  metric!: MeasuredMetric | null;
  @ApiProperty({ enum: THRESHOLD_KINDS }) kind!: ThresholdKind;
  @ApiProperty({ type: Number, nullable: true }) limit!: number | null;
  @ApiProperty({ description: 'For `silent`: after how many minutes.' }) forMinutes!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'What was measured when it fired.' })
  value!: number | null;
  @ApiProperty({ enum: SEVERITIES }) severity!: Severity;
  @ApiProperty({ enum: ALERT_STATES }) state!: AlertState;
  @ApiProperty({ description: 'Since when the numbers say so, by the clock of the device.' }) since!: Date;
  @ApiProperty() openedAt!: Date;
  @ApiProperty({ description: 'When it fired last.' }) firedAt!: Date;
  @ApiProperty({ description: 'How often; more than once where it came back soon after it cleared.' }) firings!: number;
  @ApiProperty({ type: Date, nullable: true }) acknowledgedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) acknowledgedBy!: string | null;
  @ApiProperty({ type: Date, nullable: true }) clearedAt!: Date | null;
  @ApiProperty({ enum: ['normal', 'moved', 'threshold'], nullable: true }) clearedBecause!: string | null;
  @ApiProperty({ type: AlertTicket, nullable: true, description: 'Null also where the reader may not see it.' })
  ticket!: AlertTicket | null;
  @ApiProperty() version!: number;
}

export class AlertPage {
  @ApiProperty({ type: [AlertView] }) items!: AlertView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class AlertCounts {
  @ApiProperty({ description: 'Open and not acknowledged.' }) open!: number;
  @ApiProperty() acknowledged!: number;
  @ApiProperty({ description: 'Of both, the critical ones.' }) critical!: number;
}
