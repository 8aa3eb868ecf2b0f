import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsISO8601, IsString, IsUUID, Length } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import type { ApiToken } from './api-token.entity.js';

export class NewApiToken {
  @IsString() @Length(1, 80) name!: string;
  /** Permissions that the token has, as far as its owner has them too. Left out: all of the owner’s. */
  @Optional() @IsArray() @ArrayMaxSize(500) @IsString({ each: true }) scopes?: string[];
  /** Left out: it does not expire. */
  @Optional() @IsISO8601({ strict: true }) expiresAt?: string;
}

export class ApiTokenQuery {
  /** Somebody else’s, with `tokens:manage`. */
  @Optional() @IsUUID() user?: string;
}

export class ApiTokenView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: [String], nullable: true }) scopes!: string[] | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastUsedAt!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) expiresAt!: Date | null;

  static of({ id, name, scopes, createdAt, lastUsedAt, expiresAt }: ApiToken): ApiTokenView {
    return { id, name, scopes, createdAt, lastUsedAt, expiresAt };
  }
}

export class MadeApiToken extends ApiTokenView {
  @ApiProperty({ description: 'Shown only now' }) token!: string;
}

export class ApiTokenList {
  @ApiProperty({ type: [ApiTokenView] }) items!: ApiTokenView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
