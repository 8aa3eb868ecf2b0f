import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { DEAL_FIELDS, type DealField } from '../deals/deal.rules.js';
import { CHOICE_KINDS, type ChoiceKind } from './pipeline.entity.js';

const CURRENCY = /^[A-Z]{3}$/;
const CURRENCY_WORDS = { message: '$property must be an ISO 4217 code such as BRL' };

export class StageBody {
  /** Of a stage that stays; left out for a new one. */
  @Optional() @IsUUID() id?: string;
  @IsString() @Length(1, 60) name!: string;
  /** Of winning, in percent. */
  @IsInt() @Min(0) @Max(100) probability!: number;
  /** What a deal must have to come this far. */
  @Optional() @IsArray() @ArrayUnique() @IsIn(DEAL_FIELDS, { each: true }) required?: DealField[];
  /** A deal that stands here longer is marked; null: never. */
  @IsOptional() @IsInt() @Min(1) @Max(730) rottingDays?: number | null;
}

export class NewPipeline {
  @IsString() @Length(1, 60) name!: string;
  /** Of deals whose currency nobody says. */
  @IsString() @Matches(CURRENCY, CURRENCY_WORDS) currency!: string;
  /** So many days before a contract ends a deal about going on opens here. In one pipeline at most. */
  @IsOptional() @IsInt() @Min(1) @Max(730) renewalDays?: number | null;
  /** In their order. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => StageBody)
  stages!: StageBody[];
}

export class PipelineChange {
  @IsInt() @Min(1) version!: number;
  @Optional() @IsString() @Length(1, 60) name?: string;
  @Optional() @IsString() @Matches(CURRENCY, CURRENCY_WORDS) currency?: string;
  @IsOptional() @IsInt() @Min(1) @Max(730) renewalDays?: number | null;
  /** All of them, in their order; one that is left out is taken away, which is refused while open deals stand there. */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => StageBody)
  stages?: StageBody[];
}

export class StageView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ description: 'Of winning, in percent.' }) probability!: number;
  @ApiProperty({ enum: DEAL_FIELDS, isArray: true }) required!: DealField[];
  @ApiProperty({ type: Number, nullable: true }) rottingDays!: number | null;
}

export class PipelineView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ example: 'BRL' }) currency!: string;
  @ApiProperty({ type: Number, nullable: true }) renewalDays!: number | null;
  @ApiProperty({ type: [StageView] }) stages!: StageView[];
  @ApiProperty({ description: 'Deals that are open in it.' }) openDeals!: number;
  @ApiProperty() version!: number;
}

export class PipelineList {
  @ApiProperty({ type: [PipelineView] }) items!: PipelineView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}

export class ChoicesQuery {
  @Optional() @IsIn(CHOICE_KINDS) kind?: ChoiceKind;
}

export class NewChoice {
  @IsIn(CHOICE_KINDS) kind!: ChoiceKind;
  @IsString() @Length(1, 80) name!: string;
}

export class ChoiceChange {
  @IsInt() @Min(1) version!: number;
  @Optional() @IsString() @Length(1, 80) name?: string;
  @Optional() @IsInt() @Min(0) @Max(10_000) position?: number;
}

export class ChoiceView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: CHOICE_KINDS }) kind!: ChoiceKind;
  @ApiProperty() name!: string;
  @ApiProperty() position!: number;
  @ApiProperty() version!: number;
}

export class ChoiceList {
  @ApiProperty({ type: [ChoiceView] }) items!: ChoiceView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}
