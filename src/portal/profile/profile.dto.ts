import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { LANGUAGES, type Language } from '../../identity/people/user.entity.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { TICKET_SCOPES, type TicketScope } from '../accounts/rights.rules.js';

export class PortalProfileChange {
  @Optional() @IsString() @Length(1, 200) name?: string;
  /** Of the pages and of what is mailed; null follows the contact’s own. */
  @IsOptional() @IsIn(LANGUAGES) language?: Language | null;
  /** A mail says that there is an answer. */
  @Optional() @IsBoolean() notify?: boolean;
}

export class PortalDataRequest {
  @IsIn(['export', 'erasure']) kind!: 'export' | 'erasure';
}

export class PortalRightsView {
  @ApiProperty({ enum: TICKET_SCOPES }) tickets!: TicketScope;
  @ApiProperty({ type: [String], description: 'Which places, where it is not the whole company' })
  siteIds!: readonly string[];
  @ApiProperty() equipment!: boolean;
  @ApiProperty() money!: boolean;
  @ApiProperty() people!: boolean;
}

export class PortalNamedView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class PortalDeskView {
  @ApiProperty({ description: 'How the company is called here' }) name!: string;
  @ApiProperty({ type: String, nullable: true, example: '#0f6e6e' }) accent!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'A picture as a `data:` address' })
  logo!: string | null;
  @ApiProperty({ enum: LANGUAGES, description: 'Where nobody knows what its reader speaks' }) language!: Language;
}

export class PortalPromiseLineView {
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Number of the contract' }) contract!: string | null;
}

export class PortalMeView {
  @ApiProperty() name!: string;
  @ApiProperty() email!: string;
  @ApiProperty({ type: PortalNamedView, nullable: true }) company!: PortalNamedView | null;
  @ApiProperty({ type: PortalRightsView }) rights!: PortalRightsView;
  @ApiProperty({ enum: LANGUAGES, nullable: true }) language!: Language | null;
  @ApiProperty() notify!: boolean;
  @ApiProperty() hasPassword!: boolean;
  @ApiProperty({ description: 'A new password needs no old one: this session began with a link from the mailbox' })
  mayResetPassword!: boolean;
  @ApiProperty({ type: PortalPromiseLineView, nullable: true, description: 'What the company has from us' })
  package!: PortalPromiseLineView | null;
  @ApiProperty({ description: 'There is a chat: POST /portal/chat lets in' }) chat!: boolean;
  @ApiProperty({ description: 'Answers in the chat that I have not seen yet' }) chatUnread!: number;
}

export class PortalSiteView extends PortalNamedView {
  @ApiProperty() address!: string;
}

export class PortalSiteList {
  @ApiProperty({ type: [PortalSiteView] }) items!: PortalSiteView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
