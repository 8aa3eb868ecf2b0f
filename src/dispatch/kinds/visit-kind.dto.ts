import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { VISIT_KINDS, type VisitKind } from '../../tickets/visit.events.js';

export class SkillNeed {
  @IsUUID() skillId!: string;
  /** From 1 (learning) to 5 (teaches it). */
  @IsInt() @Min(1) @Max(5) level!: number;
}

export class ChecklistLine {
  /** Left out for a new line. */
  @Optional() @IsString() @Length(1, 40) id?: string;
  @IsString() @Length(1, 300) text!: string;
  @Optional() @IsBoolean() required?: boolean;
}

export class VisitKindChange {
  @Optional() @IsInt() @Min(5) @Max(1440) minutes?: number;
  @Optional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => SkillNeed) skills?: SkillNeed[];
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ChecklistLine)
  checklist?: ChecklistLine[];
  @Optional() @IsBoolean() mustConfirm?: boolean;
  @Optional() @IsInt() @Min(1) @Max(10) technicians?: number;
  @Optional() @IsBoolean() signature?: boolean;
  /** What must be on board of whoever goes, in the words of `vehicle.tools`; counts for visits that are planned from now on. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 60, { each: true })
  tools?: string[];
  @Optional() @IsInt() @Min(1) version?: number;
}

export class SkillNeedView {
  @ApiProperty({ format: 'uuid' }) skillId!: string;
  @ApiProperty() name!: string;
  @ApiProperty() level!: number;
}

export class ChecklistLineView {
  @ApiProperty() id!: string;
  @ApiProperty() text!: string;
  @ApiProperty() required!: boolean;
}

export class VisitKindView {
  @ApiProperty({ enum: VISIT_KINDS }) kind!: VisitKind;
  @ApiProperty() minutes!: number;
  @ApiProperty({ type: [SkillNeedView] }) skills!: SkillNeedView[];
  @ApiProperty({ type: [ChecklistLineView] }) checklist!: ChecklistLineView[];
  @ApiProperty() mustConfirm!: boolean;
  @ApiProperty() technicians!: number;
  @ApiProperty() signature!: boolean;
  @ApiProperty({ type: [String], description: 'On board of whoever goes.' }) tools!: string[];
  @ApiProperty() version!: number;
}

export class VisitKindList {
  @ApiProperty({ type: [VisitKindView] }) items!: VisitKindView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
