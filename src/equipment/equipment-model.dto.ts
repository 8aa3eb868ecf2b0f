import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  Min,
} from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import { PageQuery } from '../platform/http/paging.js';
import { FAMILIES, type Family } from './equipment.rules.js';

export const flag = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

export class ModelsQuery extends PageQuery {
  /** Words of maker, name or kind. */
  @Optional() @IsString() @MaxLength(200) q?: string;
  @Optional() @IsIn(FAMILIES) family?: Family;
  @Optional() @Transform(flag) @IsBoolean() part?: boolean;
  @Optional() @Transform(flag) @IsBoolean() active?: boolean;
}

export class NewModel {
  @IsString() @Length(1, 120) maker!: string;
  @IsString() @Length(1, 120) name!: string;
  /** In your own words: router, camera, sensor. */
  @IsString() @Length(1, 60) kind!: string;
  @IsIn(FAMILIES) family!: Family;
  /** Built into devices, and no device itself. */
  @Optional() @IsBoolean() part?: boolean;
  @IsOptional() @IsString() @MaxLength(5_000) about?: string | null;
  /** Models that may take its place, the best first. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  substituteIds?: string[];
}

export class ModelChange {
  @Optional() @IsInt() @Min(1) version?: number;
  @Optional() @IsString() @Length(1, 120) maker?: string;
  @Optional() @IsString() @Length(1, 120) name?: string;
  @Optional() @IsString() @Length(1, 60) kind?: string;
  @Optional() @IsIn(FAMILIES) family?: Family;
  @Optional() @IsBoolean() part?: boolean;
  @IsOptional() @IsString() @MaxLength(5_000) about?: string | null;
  /** False: no longer bought or offered. Its units stay. */
  @Optional() @IsBoolean() active?: boolean;
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  substituteIds?: string[];
}

export class ModelMark {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'Teltonika' }) maker!: string;
  @ApiProperty({ example: 'RUT956' }) name!: string;
  @ApiProperty({ example: 'router' }) kind!: string;
  @ApiProperty({ enum: FAMILIES }) family!: Family;
  @ApiProperty() part!: boolean;
}

export class ModelView extends ModelMark {
  @ApiProperty({ type: String, nullable: true }) about!: string | null;
  @ApiProperty() active!: boolean;
  @ApiProperty({ type: [ModelMark], description: 'What may take its place, the best first.' })
  substitutes!: ModelMark[];
  @ApiProperty({ description: 'Units that are not retired.' }) units!: number;
  @ApiProperty({ description: 'Of them in stock.' }) inStock!: number;
  @ApiProperty() version!: number;
}

export class ModelPage {
  @ApiProperty({ type: [ModelView] }) items!: ModelView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
