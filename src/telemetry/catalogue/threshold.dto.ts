import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsNumber, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { SEVERITIES, THRESHOLD_KINDS, type Severity, type ThresholdKind } from '../alerts/judgement.rules.js';

export class ThresholdsQuery extends PageQuery {
  @Optional() @IsUUID() model?: string;
  /** Those that hold for this unit, whatever they are for. */
  @Optional() @IsUUID() unit?: string;
}

class ThresholdTerms {
  /** The limit; for `rate` the change in an hour (negative: a fall); none for `silent`. */
  @IsOptional() @IsNumber() @Min(-1e15) @Max(1e15) value?: number | null;
  /** How far back inside it must come before the alert is over. */
  @Optional() @IsNumber() @Min(0) @Max(1e15) hysteresis?: number;
  /** So many minutes it must last; for `silent`: without anything new. */
  @Optional() @IsInt() @Min(0) @Max(1_440) forMinutes?: number;
  /** So many minutes it must be back inside. */
  @Optional() @IsInt() @Min(0) @Max(1_440) clearMinutes?: number;
  /** For `rate`: over how many minutes the change is measured. */
  @Optional() @IsInt() @Min(5) @Max(1_440) windowMinutes?: number;
  @Optional() @IsIn(SEVERITIES) severity?: Severity;
  @Optional() @IsBoolean() opensTicket?: boolean;
  /** False: it spares those for which it is made, in place of wider ones. */
  @Optional() @IsBoolean() active?: boolean;
}

export class NewThreshold extends ThresholdTerms {
  @IsUUID() modelId!: string;
  /** Null only for `silent`: nothing at all comes of the unit. */
  @IsOptional() @IsInt() @Min(1) @Max(2_147_483_647) metricId?: number | null;
  @IsIn(THRESHOLD_KINDS) kind!: ThresholdKind;
  /** For one of these only, in place of what holds for the model. */
  @IsOptional() @IsUUID() companyId?: string | null;
  @IsOptional() @IsUUID() contractId?: string | null;
  @IsOptional() @IsUUID() equipmentId?: string | null;
}

export class ThresholdChange extends ThresholdTerms {
  @Optional() @IsInt() @Min(1) version?: number;
}

export class ThresholdForView {
  @ApiProperty({ enum: ['company', 'contract', 'unit'] }) kind!: 'company' | 'contract' | 'unit';
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class ThresholdView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) modelId!: string;
  @ApiProperty({ type: Number, nullable: true }) metricId!: number | null;
  @ApiProperty({ enum: THRESHOLD_KINDS }) kind!: ThresholdKind;
  @ApiProperty({ type: ThresholdForView, nullable: true, description: 'Null: for every unit of the model.' })
  only!: ThresholdForView | null;
  @ApiProperty({ type: Number, nullable: true }) value!: number | null;
  @ApiProperty() hysteresis!: number;
  @ApiProperty() forMinutes!: number;
  @ApiProperty() clearMinutes!: number;
  @ApiProperty() windowMinutes!: number;
  @ApiProperty({ enum: SEVERITIES }) severity!: Severity;
  @ApiProperty() opensTicket!: boolean;
  @ApiProperty() active!: boolean;
  @ApiProperty() version!: number;
}

export class ThresholdPage {
  @ApiProperty({ type: [ThresholdView] }) items!: ThresholdView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
