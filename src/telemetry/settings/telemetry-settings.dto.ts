import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';

export class TelemetrySettingsChange {
  @Optional() @IsInt() @Min(1) version?: number;
  /** So many days every reading is kept as it came. */
  @Optional() @IsInt() @Min(14) @Max(3_660) rawDays?: number;
  /** So many days the figures of quarters of an hour. */
  @Optional() @IsInt() @Min(14) @Max(3_660) quarterDays?: number;
  /** So many days the figures of hours. */
  @Optional() @IsInt() @Min(14) @Max(7_300) hourDays?: number;
  /** So many days the figures of days. */
  @Optional() @IsInt() @Min(14) @Max(14_640) dayDays?: number;
  /** Readings are taken that are late by as many days; fewer than `rawDays`. */
  @Optional() @IsInt() @Min(1) @Max(30) lateDays?: number;
  /** What fires again so soon after it cleared is the same alert, on the same ticket. */
  @Optional() @IsInt() @Min(0) @Max(10_080) rejoinMinutes?: number;
  /** Whether alerts open tickets at all. */
  @Optional() @IsBoolean() openTickets?: boolean;
  /** Whether the ticket is solved when its alerts are over and nobody has touched it. */
  @Optional() @IsBoolean() solveUntouched?: boolean;
  /** Whose the tickets are; null: rules and assignment decide. */
  @IsOptional() @IsUUID() teamId?: string | null;
}

export class TelemetrySettingsView {
  @ApiProperty() rawDays!: number;
  @ApiProperty() quarterDays!: number;
  @ApiProperty() hourDays!: number;
  @ApiProperty() dayDays!: number;
  @ApiProperty() lateDays!: number;
  @ApiProperty() rejoinMinutes!: number;
  @ApiProperty() openTickets!: boolean;
  @ApiProperty() solveUntouched!: boolean;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) teamId!: string | null;
  @ApiProperty() version!: number;
}
