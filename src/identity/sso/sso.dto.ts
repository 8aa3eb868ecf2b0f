import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsFQDN,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  IsUUID,
  Length,
  MaxLength,
  Min,
} from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { NamedView } from '../../platform/http/named.dto.js';
import { SSO_AUDIENCES, type SsoAudience, type SsoConnection } from './sso-connection.entity.js';

const ISSUER = { protocols: ['https', 'http'], require_protocol: true, require_tld: false };

export class NewSsoConnection {
  /** On the button of the sign-in page. */
  @IsString() @Length(1, 80) name!: string;
  /** Whom it lets in: our own people, or customers who have access to the portal. It cannot be changed later. */
  @Optional() @IsIn(SSO_AUDIENCES) audience?: SsoAudience;
  @IsUrl(ISSUER) @MaxLength(500) issuer!: string;
  @IsString() @Length(1, 300) clientId!: string;
  @IsString() @Length(1, 1_000) clientSecret!: string;
  /** Make accounts for people who come for the first time. Off: only those who have one get in. */
  @Optional() @IsBoolean() provision?: boolean;
  /** The role of people who are made so. */
  @IsOptional() @IsUUID() roleId?: string | null;
  @Optional() @IsArray() @ArrayMaxSize(50) @IsFQDN({}, { each: true }) domains?: string[];
  /** Believe that it asked for a second factor, unless it says otherwise (`amr`, `acr`). */
  @Optional() @IsBoolean() trustSecondFactor?: boolean;
  @Optional() @IsBoolean() enabled?: boolean;
}

export class SsoConnectionChange {
  @Optional() @IsString() @Length(1, 80) name?: string;
  @Optional() @IsUrl(ISSUER) @MaxLength(500) issuer?: string;
  @Optional() @IsString() @Length(1, 300) clientId?: string;
  @Optional() @IsString() @Length(1, 1_000) clientSecret?: string;
  @Optional() @IsBoolean() provision?: boolean;
  @IsOptional() @IsUUID() roleId?: string | null;
  @Optional() @IsArray() @ArrayMaxSize(50) @IsFQDN({}, { each: true }) domains?: string[];
  @Optional() @IsBoolean() trustSecondFactor?: boolean;
  @Optional() @IsBoolean() enabled?: boolean;
  @Optional() @IsInt() @Min(1) version?: number;
}

export class SsoStart {
  /** The page to return to. */
  @Optional() @IsString() @MaxLength(500) next?: string;
}

export class SsoConnectionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: SSO_AUDIENCES }) audience!: SsoAudience;
  @ApiProperty() issuer!: string;
  @ApiProperty() clientId!: string;
  @ApiProperty() provision!: boolean;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) roleId!: string | null;
  @ApiProperty({ type: [String] }) domains!: string[];
  @ApiProperty({ description: 'An enforced second factor is left to the provider' }) trustSecondFactor!: boolean;
  @ApiProperty() enabled!: boolean;
  @ApiProperty({ description: 'To be registered with the provider' }) redirectUri!: string;
  @ApiProperty() version!: number;

  static of(row: SsoConnection, redirectUri: string): SsoConnectionView {
    const { id, name, audience, issuer, clientId, provision, roleId, domains, trustSecondFactor, enabled, version } =
      row;
    return {
      ...{ id, name, audience, issuer, clientId, provision, roleId, domains, trustSecondFactor, enabled },
      redirectUri,
      version,
    };
  }
}

export class SsoConnectionList {
  @ApiProperty({ type: [SsoConnectionView] }) items!: SsoConnectionView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class SsoButtons {
  @ApiProperty({ type: [NamedView] }) items!: NamedView[];
}
