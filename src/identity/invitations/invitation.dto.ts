import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsEmail,
  IsString,
  IsUUID,
  Length,
  MaxLength,
} from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { MAX_PASSWORD } from '../credentials/password.rules.js';
import { NamedView } from '../../platform/http/named.dto.js';
import { RoleNameView } from '../people/user.dto.js';

export class NewInvitations {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsEmail({}, { each: true })
  @MaxLength(254, { each: true })
  emails!: string[];
  @IsUUID() roleId!: string;
  @Optional() @IsArray() @ArrayMaxSize(100) @ArrayUnique() @IsUUID(undefined, { each: true }) teamIds?: string[];
}

export class InvitationToken {
  @IsString() @Length(20, 100) token!: string;
}

export class Acceptance extends InvitationToken {
  @IsString() @Length(1, 120) name!: string;
  @IsString() @MaxLength(MAX_PASSWORD) password!: string;
}

export class InvitationView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() email!: string;
  @ApiProperty({ type: RoleNameView }) role!: RoleNameView;
  @ApiProperty({ type: NamedView, nullable: true }) invitedBy!: NamedView | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ format: 'date-time' }) expiresAt!: Date;
}

export class MadeInvitationView extends InvitationView {
  @ApiProperty({ description: 'To hand over by hand. Shown only now' }) link!: string;
}

export class InvitationList {
  @ApiProperty({ type: [InvitationView] }) items!: InvitationView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class MadeInvitations {
  @ApiProperty({ type: [MadeInvitationView] }) items!: MadeInvitationView[];
}

export class InvitationCard {
  @ApiProperty() email!: string;
  @ApiProperty() company!: string;
  @ApiProperty() language!: string;
  @ApiProperty({ type: RoleNameView }) role!: RoleNameView;
  @ApiProperty({ type: NamedView, nullable: true }) invitedBy!: NamedView | null;
}
