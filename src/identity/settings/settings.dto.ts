import { ApiProperty } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsISO31661Alpha2,
  IsOptional,
  IsString,
  IsTimeZone,
  Length,
  Matches,
  MaxLength,
  Min,
} from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { LANGUAGES, type Language } from '../people/user.entity.js';
import type { Organisation } from './organisation.entity.js';

/** About 64 kB of picture: it comes with every page that customers open. */
const MAX_LOGO = 90_000;

export class SettingsChange {
  @Optional() @IsString() @Length(1, 200) company?: string;
  /** Used where nobody's own language is known: mails to customers, first visits of the console. */
  @Optional() @IsIn(LANGUAGES) language?: Language;
  @Optional() @IsTimeZone() timeZone?: string;
  /** Reads phone numbers that were written without a country. */
  @Optional() @IsISO31661Alpha2() defaultCountry?: string;
  /** People without a second factor reach nothing but its enrolment. */
  @Optional() @IsBoolean() requireTotp?: boolean;
  /** How customers know the company; null for its whole name. */
  @IsOptional() @IsString() @Length(1, 60) brandName?: string | null;
  /** The colour of buttons and links in the portal, such as `#0f6e6e`; null for ours. */
  @IsOptional()
  @Matches(/^#[0-9a-f]{6}$/i, { message: 'must be a colour such as #0f6e6e' })
  brandAccent?: string | null;
  /** A PNG, JPEG or WebP as a `data:` address; null for the first letter of the name. */
  @IsOptional()
  @MaxLength(MAX_LOGO)
  @Matches(/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/, { message: 'must be a PNG, JPEG or WebP' })
  brandLogo?: string | null;
  @Optional() @IsInt() @Min(1) version?: number;
}

export class SettingsView {
  @ApiProperty() company!: string;
  @ApiProperty({ enum: LANGUAGES }) language!: Language;
  @ApiProperty() timeZone!: string;
  @ApiProperty({ description: 'ISO 3166-1 alpha-2' }) defaultCountry!: string;
  @ApiProperty() requireTotp!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'How customers know the company' })
  brandName!: string | null;
  @ApiProperty({ type: String, nullable: true, example: '#0f6e6e' }) brandAccent!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'A picture as a `data:` address' })
  brandLogo!: string | null;
  @ApiProperty() version!: number;

  static of(row: Organisation): SettingsView {
    const { company, language, timeZone, defaultCountry, requireTotp, brandName, brandAccent, brandLogo, version } =
      row;
    return { company, language, timeZone, defaultCountry, requireTotp, brandName, brandAccent, brandLogo, version };
  }
}
