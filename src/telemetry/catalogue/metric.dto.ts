import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsString, IsUUID, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';

export const METRIC_KINDS = ['gauge', 'counter', 'state'] as const;
export type MetricKind = (typeof METRIC_KINDS)[number];

export class MetricsQuery {
  /** Of which model. */
  @IsUUID() model!: string;
}

class MetricTerms {
  /** `gauge`: any number; `counter`: it only grows; `state`: on or off. */
  @Optional() @IsIn(METRIC_KINDS) kind?: MetricKind;
  @Optional() @IsString() @MaxLength(20) unit?: string;
  @Optional() @IsInt() @Min(0) @Max(6) decimals?: number;
  @Optional() @IsString() @Length(1, 80) nameEn?: string;
  @Optional() @IsString() @Length(1, 80) namePt?: string;
  /** In which order they are shown. */
  @Optional() @IsInt() @Min(0) @Max(1_000) place?: number;
}

export class NewMetric extends MetricTerms {
  @IsUUID() modelId!: string;
  /** As devices call it; it never changes. */
  @IsString()
  @Matches(/^[a-z][a-z0-9_.]{0,59}$/, { message: 'key has small letters, digits, dots and underscores only' })
  key!: string;
}

export class MetricChange extends MetricTerms {
  @Optional() @IsInt() @Min(1) version?: number;
  /** False: readings of it are taken no more. Those that are kept stay. */
  @Optional() @IsBoolean() active?: boolean;
}

export class MetricView {
  @ApiProperty() id!: number;
  @ApiProperty({ format: 'uuid' }) modelId!: string;
  @ApiProperty({ example: 'temperature' }) key!: string;
  @ApiProperty({ enum: METRIC_KINDS }) kind!: MetricKind;
  @ApiProperty({ example: '°C' }) unit!: string;
  @ApiProperty() decimals!: number;
  @ApiProperty() nameEn!: string;
  @ApiProperty() namePt!: string;
  @ApiProperty() place!: number;
  @ApiProperty() active!: boolean;
  @ApiProperty() version!: number;
}

export class MetricList {
  @ApiProperty({ type: [MetricView] }) items!: MetricView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
