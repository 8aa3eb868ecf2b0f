import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsISO31661Alpha2, IsString, IsTimeZone, Length, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { LANGUAGES, type Language } from '../people/user.entity.js';
import type { Organisation } from './organisation.entity.js';

export class SettingsChange {
  @Optional() @IsString() @Length(1, 200) company?: string;
  /** Used where nobody's own language is known: mails to customers, first visits of the console. */
  @Optional() @IsIn(LANGUAGES) language?: Language;
  @Optional() @IsTimeZone() timeZone?: string;
  /** Reads phone numbers that were written without a country. */
  @Optional() @IsISO31661Alpha2() defaultCountry?: string;
  /** People without a second factor reach nothing but its enrolment. */
  @Optional() @IsBoolean() requireTotp?: boolean;
  @Optional() @IsInt() @Min(1) version?: number;
}

export class SettingsView {
  @ApiProperty() company!: string;
  @ApiProperty({ enum: LANGUAGES }) language!: Language;
  @ApiProperty() timeZone!: string;
  @ApiProperty({ description: 'ISO 3166-1 alpha-2' }) defaultCountry!: string;
  @ApiProperty() requireTotp!: boolean;
  @ApiProperty() version!: number;

  static of(row: Organisation): SettingsView {
    const { company, language, timeZone, defaultCountry, requireTotp, version } = row;
    return { company, language, timeZone, defaultCountry, requireTotp, version };
  }
}
