import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  Min,
} from 'class-validator';
import { Transform } from 'class-transformer';
import { NamedView } from '../../platform/http/named.dto.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { MAX_PASSWORD, MIN_PASSWORD } from '../credentials/password.rules.js';
import { LANGUAGES, type Availability, type Language, type User } from './user.entity.js';

export class NewUser {
  @IsEmail() @MaxLength(254) email!: string;
  @IsString() @Length(1, 120) name!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @ArrayUnique() @IsUUID(undefined, { each: true }) roleIds!: string[];
  @Optional() @IsArray() @ArrayMaxSize(100) @ArrayUnique() @IsUUID(undefined, { each: true }) teamIds?: string[];
  @Optional() @IsIn(LANGUAGES) language?: Language;
  /** Left out, the person sets one by "forgotten password", or signs in through a provider. */
  @Optional() @IsString() @Length(MIN_PASSWORD, MAX_PASSWORD) password?: string;
}

export class UserChange {
  @Optional() @IsEmail() @MaxLength(254) email?: string;
  @Optional() @IsString() @Length(1, 120) name?: string;
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  roleIds?: string[];
  @Optional() @IsArray() @ArrayMaxSize(100) @ArrayUnique() @IsUUID(undefined, { each: true }) teamIds?: string[];
  /** False signs the person out everywhere and keeps them out. Their name stays on what they did. */
  @Optional() @IsBoolean() active?: boolean;
  /** Takes a lost second factor away. The person enrols a new one. */
  @Optional() @IsIn([false]) totpEnabled?: false;
  @Optional() @IsInt() @Min(1) version?: number;
}

export class UserQuery extends PageQuery {
  /** Part of a name or e-mail address. */
  @Optional() @IsString() @MaxLength(100) q?: string;
  @Optional() @IsUUID() team?: string;
  @Optional() @IsUUID() role?: string;
  @Optional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  active?: boolean;
}

export class RoleNameView extends NamedView {
  @ApiProperty({ type: String, nullable: true }) key!: string | null;
}

export interface Belonging {
  roles: RoleNameView[];
  teams: NamedView[];
  totpEnabled: boolean;
  lastSeenAt: Date | null;
}

export class UserView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() email!: string;
  @ApiProperty() name!: string;
  @ApiProperty() active!: boolean;
  @ApiProperty({ enum: LANGUAGES }) language!: Language;
  @ApiProperty({ enum: ['online', 'away'] }) availability!: Availability;
  @ApiProperty({ format: 'date-time' }) availabilityAt!: Date;
  @ApiProperty() totpEnabled!: boolean;
  @ApiProperty({ type: [RoleNameView] }) roles!: RoleNameView[];
  @ApiProperty({ type: [NamedView] }) teams!: NamedView[];
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
  @ApiProperty() version!: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastSeenAt!: Date | null;

  static of(user: User, { roles, teams, totpEnabled, lastSeenAt }: Belonging): UserView {
    const { id, email, name, active, language, availability, availabilityAt, createdAt, version } = user;
    return {
      id,
      email,
      name,
      active,
      language,
      availability,
      availabilityAt,
      totpEnabled,
      roles,
      teams,
      createdAt,
      version,
      lastSeenAt,
    };
  }
}

export class UserPage {
  @ApiProperty({ type: [UserView] }) items!: UserView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
