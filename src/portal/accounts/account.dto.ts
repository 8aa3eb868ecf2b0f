import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsEmail,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  Min,
} from 'class-validator';
import { Nested } from '../../platform/http/nested.decorator.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PortalRightsView } from '../profile/profile.dto.js';
import { TICKET_SCOPES, type TicketScope } from './rights.rules.js';

/** What somebody may see. Their own requests are always among it. */
export class PortalRightsBody {
  @IsIn(TICKET_SCOPES) tickets!: TicketScope;
  /** Which places, where it is not the whole company. */
  @Optional() @IsArray() @ArrayMaxSize(500) @IsUUID(undefined, { each: true }) siteIds?: string[];
  @Optional() @IsBoolean() equipment?: boolean;
  @Optional() @IsBoolean() money?: boolean;
  /** May invite others of the company, and give them at most as much. */
  @Optional() @IsBoolean() people?: boolean;
}

export class PortalInvitation {
  /** Which of the contact’s addresses; the first one where it is left out. */
  @Optional() @IsEmail() @MaxLength(254) email?: string;
  @IsDefined() @Nested(() => PortalRightsBody) rights!: PortalRightsBody;
}

export class PortalAccountChange {
  @IsInt() @Min(1) version!: number;
  @Optional() @Nested(() => PortalRightsBody) rights?: PortalRightsBody;
  /** `revoked` shuts the door and signs out everywhere; `active` opens it again. */
  @Optional() @IsIn(['active', 'revoked']) state?: 'active' | 'revoked';
}

export class PortalPersonInvitation {
  @IsEmail() @MaxLength(254) email!: string;
  @IsString() @Length(1, 200) name!: string;
  @IsDefined() @Nested(() => PortalRightsBody) rights!: PortalRightsBody;
}

export class PortalAccountView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contactId!: string;
  @ApiProperty() name!: string;
  @ApiProperty() email!: string;
  @ApiProperty({ enum: ['invited', 'active', 'revoked'] }) state!: string;
  @ApiProperty({ type: PortalRightsView }) rights!: PortalRightsView;
  @ApiProperty({ description: 'False: the contact went to another company, and sees only their own requests' })
  holds!: boolean;
  @ApiProperty() invitedAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) lastSeenAt!: Date | null;
  @ApiProperty() version!: number;
}

export class PortalAccountList {
  @ApiProperty({ type: [PortalAccountView] }) items!: PortalAccountView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
