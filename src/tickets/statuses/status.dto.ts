import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { STATUS_CATEGORIES, type StatusCategory } from '../ticket.rules.js';

export class CreateStatus {
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  name!: string;

  /** What it means to the desk; names within it are free. */
  @IsIn(STATUS_CATEGORIES)
  category!: StatusCategory;

  /** What the customer reads instead; null for the same as `name`. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  customerLabel?: string | null;

  @Optional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  position?: number;
}

export class ChangeStatus {
  @Optional()
  @IsInt()
  @Min(1)
  version?: number;

  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  name?: string;

  /** Only while no ticket has it. */
  @Optional()
  @IsIn(STATUS_CATEGORIES)
  category?: StatusCategory;

  @IsOptional()
  @IsString()
  @MaxLength(60)
  customerLabel?: string | null;

  @Optional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  position?: number;

  /** Makes it the one that messages and rules take in its category. */
  @Optional()
  @IsIn([true])
  isDefault?: true;

  /** True retires it: tickets keep it, none gets it. */
  @Optional()
  @IsBoolean()
  retired?: boolean;
}

export class StatusView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: STATUS_CATEGORIES }) category!: StatusCategory;
  @ApiProperty({ type: String, nullable: true }) customerLabel!: string | null;
  @ApiProperty() isDefault!: boolean;
  @ApiProperty() position!: number;
  @ApiProperty() version!: number;
}

export class StatusList {
  @ApiProperty({ type: [StatusView] }) items!: StatusView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}
