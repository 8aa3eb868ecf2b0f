import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, IsString, Length, MaxLength } from 'class-validator';
import { MAX_PASSWORD } from '../../identity/credentials/password.rules.js';
import { Optional } from '../../platform/http/optional.decorator.js';

export class PortalLinkRequest {
  @IsEmail() @MaxLength(254) email!: string;
}

export class PortalLinkEntry {
  /** Of the mail. It opens the door once. */
  @IsString() @Length(20, 100) token!: string;
}

export class PortalSignIn {
  @IsEmail() @MaxLength(254) email!: string;
  @IsString() @MaxLength(MAX_PASSWORD) password!: string;
}

export class PortalPasswordChange {
  /** Where there is one, unless this session began with a link from the mailbox. */
  @Optional() @IsString() @MaxLength(MAX_PASSWORD) current?: string;
  @IsString() @MaxLength(MAX_PASSWORD) password!: string;
}

export class PortalSessionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'The one that asks' }) current!: boolean;
  @ApiProperty({ enum: ['link', 'password', 'sso'] }) method!: string;
  @ApiProperty() ip!: string;
  @ApiProperty() userAgent!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ format: 'date-time' }) lastSeenAt!: Date;
}

export class PortalSessionList {
  @ApiProperty({ type: [PortalSessionView] }) items!: PortalSessionView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
