import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsPhoneNumber, IsString, IsTimeZone, Length, MaxLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { NamedView } from '../../platform/http/named.dto.js';
import { RoleNameView } from '../people/user.dto.js';
import type { TicketScope } from '../people/role.rules.js';
import { LANGUAGES, type Availability, type Language, type Theme } from '../people/user.entity.js';

const THEMES: Theme[] = ['light', 'dark', 'system'];
const AVAILABILITIES: Availability[] = ['online', 'away'];

export class MyChange {
  @Optional() @IsString() @Length(1, 120) name?: string;
  @Optional() @IsIn(LANGUAGES) language?: Language;
  @Optional() @IsTimeZone() timeZone?: string;
  @Optional() @IsIn(THEMES) theme?: Theme;
  /** Stands under mails that the person writes. */
  @Optional() @IsString() @MaxLength(5_000) signature?: string;
  /** With its country code. Promises page it, where a line for texts or calls is set up. Empty: none. */
  @IsOptional()
  @Transform(({ value }) => (typeof value === 'string' ? value.replace(/[\s().-]/g, '') || null : value))
  @IsPhoneNumber(undefined, { message: 'must be a number with its country code, such as +55 11 98765-4321' })
  phone?: string | null;
  @Optional() @IsIn(AVAILABILITIES) availability?: Availability;
}

export class MeView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() email!: string;
  @ApiProperty({ enum: LANGUAGES }) language!: Language;
  @ApiProperty() timeZone!: string;
  @ApiProperty({ enum: THEMES }) theme!: Theme;
  @ApiProperty() signature!: string;
  @ApiProperty({ type: String, nullable: true, description: 'E.164; where promises page this person' }) phone!:
    string | null;
  @ApiProperty({ type: [RoleNameView] }) roles!: RoleNameView[];
  @ApiProperty({ type: [String] }) permissions!: string[];
  @ApiProperty({ type: [NamedView] }) teams!: NamedView[];
  @ApiProperty({ enum: ['all', 'team', 'own'] }) ticketScope!: TicketScope;
  @ApiProperty() totpEnabled!: boolean;
  @ApiProperty({ description: 'True: nothing but enrolling a second factor is allowed' }) mustEnrolTotp!: boolean;
  @ApiProperty({ description: 'True: nothing but showing the second factor is allowed' }) mustProveTotp!: boolean;
  @ApiProperty({ enum: AVAILABILITIES }) availability!: Availability;
}
