import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsObject, IsOptional, IsString, Length, Matches, MaxLength, Min } from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';

export class NewPackage {
  /** What rules and policies call it; it never changes. */
  @IsString()
  @Matches(/^[a-z0-9][a-z0-9-]{0,39}$/, { message: 'key has small letters, digits and dashes only' })
  key!: string;

  @IsString() @Length(1, 120) name!: string;
  @IsOptional() @IsString() @MaxLength(5_000) about?: string | null;
  /** Whatever else is worth writing down: prices, limits. */
  @Optional() @IsObject() fields?: Record<string, unknown>;
}

export class PackageChange {
  @Optional() @IsInt() @Min(1) version?: number;
  @Optional() @IsString() @Length(1, 120) name?: string;
  @IsOptional() @IsString() @MaxLength(5_000) about?: string | null;
  @Optional() @IsObject() fields?: Record<string, unknown>;
}

export class PackageView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'gold-24-7' }) key!: string;
  @ApiProperty() name!: string;
  @ApiPropertyOptional({ type: String, nullable: true }) about!: string | null;
  @ApiProperty({ type: Object }) fields!: Record<string, unknown>;
  @ApiProperty({ description: 'Contracts that give it and hold today.' }) activeContracts!: number;
  @ApiProperty() version!: number;
}

export class PackageList {
  @ApiProperty({ type: [PackageView] }) items!: PackageView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}
