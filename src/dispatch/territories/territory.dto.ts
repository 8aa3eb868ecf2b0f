import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsLatitude,
  IsLongitude,
  IsNumber,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';

/** A circle: enough to say which part of town a site is in. */
export class Area {
  @IsNumber() @IsLatitude() lat!: number;
  @IsNumber() @IsLongitude() lng!: number;
  @IsNumber() @Min(0.1) @Max(2_000) km!: number;
}

export class NewTerritory {
  @IsString() @Length(1, 80) name!: string;
  @Optional() @IsArray() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => Area) areas?: Area[];
}

export class TerritoryChange {
  @Optional() @IsString() @Length(1, 80) name?: string;
  @Optional() @IsArray() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => Area) areas?: Area[];
  @Optional() @IsInt() @Min(1) version?: number;
}

export class AreaView {
  @ApiProperty() lat!: number;
  @ApiProperty() lng!: number;
  @ApiProperty() km!: number;
}

export class TerritoryView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: [AreaView] }) areas!: AreaView[];
  @ApiProperty() technicians!: number;
  @ApiProperty() version!: number;
}

export class TerritoryList {
  @ApiProperty({ type: [TerritoryView] }) items!: TerritoryView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
