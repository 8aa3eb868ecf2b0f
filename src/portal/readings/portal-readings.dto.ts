import { ApiProperty } from '@nestjs/swagger';
import {
  THRESHOLD_KINDS,
  SEVERITIES,
  type Severity,
  type ThresholdKind,
} from '../../telemetry/alerts/judgement.rules.js';
import { LastReading, MeasuredMetric } from '../../telemetry/readings/readings.dto.js';
import { PortalNamedView } from '../profile/profile.dto.js';

export class PortalDeviceAlertView {
  @ApiProperty({ enum: THRESHOLD_KINDS }) kind!: ThresholdKind;
  @ApiProperty({ type: MeasuredMetric, nullable: true }) metric!: MeasuredMetric | null;
  @ApiProperty({ type: Number, nullable: true }) limit!: number | null;
  @ApiProperty({ enum: SEVERITIES }) severity!: Severity;
  @ApiProperty({ description: 'Since when it is so.' }) since!: Date;
  @ApiProperty({ type: Number, nullable: true, description: 'Of the request about it, where they see it.' })
  ticketNumber!: number | null;
}

export class PortalUnitReadings {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'EQ-1001' }) tag!: string;
  @ApiProperty({ description: 'Maker and name of its model' }) name!: string;
  @ApiProperty({ type: PortalNamedView, nullable: true }) site!: PortalNamedView | null;
  @ApiProperty({ type: [LastReading] }) metrics!: LastReading[];
  @ApiProperty({ type: [PortalDeviceAlertView], description: 'Those that are open.' }) alerts!: PortalDeviceAlertView[];
}
