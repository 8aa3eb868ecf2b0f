import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsInt,
  IsLatitude,
  IsLongitude,
  IsNumber,
  IsOptional,
  IsString,
  IsTimeZone,
  IsUUID,
  Length,
  MaxLength,
  Min,
} from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import { PageQuery } from '../platform/http/paging.js';
import type { Site } from './site.entity.js';

export class SitesQuery extends PageQuery {
  @Optional() @IsUUID() company?: string;
}

export class NewSite {
  @IsUUID() companyId!: string;
  @IsString() @Length(1, 200) name!: string;
  @IsString() @Length(1, 1_000) address!: string;
  @IsOptional() @IsTimeZone() timezone?: string | null;
  @IsOptional() @IsString() @MaxLength(5_000) accessNotes?: string | null;
  @IsOptional() @IsNumber() @IsLatitude() lat?: number | null;
  @IsOptional() @IsNumber() @IsLongitude() lng?: number | null;
}

export class SiteChange {
  @Optional() @IsString() @Length(1, 200) name?: string;
  @Optional() @IsString() @Length(1, 1_000) address?: string;
  @IsOptional() @IsTimeZone() timezone?: string | null;
  @IsOptional() @IsString() @MaxLength(5_000) accessNotes?: string | null;
  @IsOptional() @IsNumber() @IsLatitude() lat?: number | null;
  @IsOptional() @IsNumber() @IsLongitude() lng?: number | null;
  @Optional() @IsInt() @Min(1) version?: number;
}

export class SiteView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) companyId!: string;
  @ApiProperty() name!: string;
  @ApiProperty() address!: string;
  @ApiPropertyOptional() timezone?: string;
  @ApiPropertyOptional() accessNotes?: string;
  @ApiPropertyOptional() lat?: number;
  @ApiPropertyOptional() lng?: number;
  @ApiProperty() version!: number;

  static of({ id, companyId, name, address, timezone, accessNotes, lat, lng, version }: Site): SiteView {
    return {
      id,
      companyId,
      name,
      address,
      timezone: timezone ?? undefined,
      accessNotes: accessNotes ?? undefined,
      lat: lat ?? undefined,
      lng: lng ?? undefined,
      version,
    };
  }
}

export class SitePage {
  @ApiProperty({ type: [SiteView] }) items!: SiteView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
