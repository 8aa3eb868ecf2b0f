import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';

export class HolidaysQuery {
  /** ISO 3166: `BR`. */
  @IsString()
  @Matches(/^[A-Za-z]{2}$/)
  country!: string;

  /** ISO 3166-2 without the country: `SP`. */
  @Optional()
  @IsString()
  @MaxLength(20)
  region?: string;

  @IsDefined()
  @Type(() => Number)
  @IsInt()
  @Min(1970)
  @Max(2200)
  year!: number;

  /** Language of the names. */
  @Optional()
  @IsString()
  @Matches(/^[a-zA-Z]{2}(-[a-zA-Z]{2,4})?$/)
  lang?: string;
}

export class HolidaySuggestion {
  @ApiProperty({ format: 'date' }) date!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: ['public', 'bank', 'optional', 'school'] }) type!: 'public' | 'bank' | 'optional' | 'school';
  @ApiProperty({ description: 'Most people stay at home: a box that can start ticked.' }) suggested!: boolean;
  @ApiPropertyOptional({ description: 'Begins at this time, so that only a part of the day is off.', example: '14:00' })
  begins?: string;
  @ApiPropertyOptional({
    description: 'The source has it for the country but not for this region. Such gaps are known: decide yourself.',
  })
  notListedForRegion?: boolean;
}

export class HolidaySuggestions {
  @ApiProperty({ type: [HolidaySuggestion] }) items!: HolidaySuggestion[];
  @ApiProperty({ description: 'Where they come from. Local holidays of towns are not among them.' }) source!: string;
}

export class PlaceQuery {
  /** With it, its regions; without, all countries. */
  @Optional()
  @IsString()
  @Matches(/^[A-Za-z]{2}$/)
  country?: string;
}

export class PlaceView {
  @ApiProperty({ example: 'SP' }) code!: string;
  @ApiProperty() name!: string;
}

export class PlaceList {
  @ApiProperty({ type: [PlaceView] }) items!: PlaceView[];
}
