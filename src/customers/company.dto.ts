import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  MaxLength,
  Min,
} from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import { PageQuery } from '../platform/http/paging.js';
import { SEGMENTS, type Segment } from './segment.rules.js';

export class CompaniesQuery extends PageQuery {
  @Optional() @IsString() @MaxLength(200) q?: string;
  @Optional() @IsString() @MaxLength(50) tag?: string;
}

export class NewCompany {
  @IsString() @Length(1, 200) name!: string;
  /** Mail domains whose senders belong to the company. */
  @Optional() @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @Length(1, 253, { each: true }) domains?: string[];
  @IsOptional() @IsString() @MaxLength(20_000) notes?: string | null;
  @Optional() @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @Length(1, 50, { each: true }) tags?: string[];
  /** Custom fields by key; null takes one away. */
  @Optional() @IsObject() fields?: Record<string, unknown>;
  /** What kind of customer it is. */
  @IsOptional() @IsIn(SEGMENTS) segment?: Segment | null;
}

export class CompanyChange {
  @Optional() @IsString() @Length(1, 200) name?: string;
  @Optional() @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @Length(1, 253, { each: true }) domains?: string[];
  @IsOptional() @IsString() @MaxLength(20_000) notes?: string | null;
  @Optional() @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @Length(1, 50, { each: true }) tags?: string[];
  @Optional() @IsObject() fields?: Record<string, unknown>;
  @IsOptional() @IsIn(SEGMENTS) segment?: Segment | null;
  @Optional() @IsInt() @Min(1) version?: number;
}

export class CompanyView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: [String] }) domains!: string[];
  @ApiPropertyOptional() notes?: string;
  @ApiProperty({ type: [String] }) tags!: string[];
  @ApiProperty({ type: Object }) fields!: Record<string, unknown>;
  @ApiProperty({ enum: SEGMENTS, nullable: true }) segment!: Segment | null;
  @ApiProperty() createdAt!: Date;
  @ApiProperty() version!: number;
}

export class CompanyPage {
  @ApiProperty({ type: [CompanyView] }) items!: CompanyView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
