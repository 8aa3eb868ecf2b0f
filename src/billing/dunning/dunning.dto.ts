import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { Nested } from '../../platform/http/nested.decorator.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { TextByLanguage } from '../settings/billing-settings.dto.js';

export class NewDunningStep {
  /** Days after it was due. */
  @IsInt() @Min(1) @Max(365) daysAfter!: number;
  /** With {{invoice}}, {{open}}, {{total}}, {{due}}, {{days}}, {{name}} and {{company}}. */
  @Nested(() => TextByLanguage) subject!: TextByLanguage;
  @Nested(() => TextByLanguage) text!: TextByLanguage;
  @Optional() @IsBoolean() active?: boolean;
}

export class DunningStepChange {
  @Optional() @IsInt() @Min(1) version?: number;
  @Optional() @IsInt() @Min(1) @Max(365) daysAfter?: number;
  @Optional() @Nested(() => TextByLanguage) subject?: TextByLanguage;
  @Optional() @Nested(() => TextByLanguage) text?: TextByLanguage;
  @Optional() @IsBoolean() active?: boolean;
}

export class DunningStepView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() daysAfter!: number;
  @ApiProperty({ type: TextByLanguage }) subject!: TextByLanguage;
  @ApiProperty({ type: TextByLanguage }) text!: TextByLanguage;
  @ApiProperty() active!: boolean;
  @ApiProperty() version!: number;
}

export class DunningStepList {
  @ApiProperty({ type: [DunningStepView] }) items!: DunningStepView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}
