import { Body, Controller, Delete, Get, Param, ParseUUIDPipe, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { PageQuery } from '../platform/http/paging.js';
import { ContactPrivacy } from './contact-privacy.service.js';
import {
  ConsentList,
  ContactPrivacyView,
  ContactViewPage,
  MarkContact,
  NewConsentBody,
  Restrict,
} from './privacy.dto.js';

@ApiTags('privacy')
@Controller('privacy/contacts/:id')
export class ContactPrivacyController {
  constructor(private readonly privacy: ContactPrivacy) {}

  @Get()
  @Can('privacy:read', 'privacy:manage')
  @ApiOperation({ summary: 'Whether a person is restricted, special or held, and what they asked' })
  @ApiOkResponse({ type: ContactPrivacyView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<ContactPrivacyView> {
    return this.privacy.of(id);
  }

  @Patch()
  @Can('privacy:manage')
  @ApiOperation({ summary: 'Mark a person as of a special category: whoever looks is written down' })
  @ApiOkResponse({ type: ContactPrivacyView })
  mark(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { special }: MarkContact,
  ): Promise<ContactPrivacyView> {
    return this.privacy.mark(me, id, special);
  }

  @Put('restriction')
  @Can('privacy:manage')
  @ApiOperation({ summary: 'Restrict: what is known stays and is seen, and nothing is done with it by itself' })
  @ApiOkResponse({ type: ContactPrivacyView })
  restrict(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { requestId }: Restrict,
  ): Promise<ContactPrivacyView> {
    return this.privacy.restrict(me, id, true, requestId);
  }

  @Delete('restriction')
  @Can('privacy:manage')
  @ApiOperation({ summary: 'End the restriction' })
  @ApiOkResponse({ type: ContactPrivacyView })
  unrestrict(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ContactPrivacyView> {
    return this.privacy.restrict(me, id, false);
  }

  @Get('views')
  @Can('privacy:read', 'privacy:manage')
  @ApiOperation({ summary: 'Who looked at this person, the last first' })
  @ApiOkResponse({ type: ContactViewPage })
  views(@Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<ContactViewPage> {
    return this.privacy.views(id, query);
  }

  @Get('consents')
  @Can('privacy:read', 'privacy:manage')
  @ApiOperation({ summary: 'What the person agreed to or forbade, of all that became part of them' })
  @ApiOkResponse({ type: ConsentList })
  async consents(@Param('id', ParseUUIDPipe) id: string): Promise<ConsentList> {
    return { items: await this.privacy.consentsOf(id), nextCursor: null };
  }

  @Post('consents')
  @Can('privacy:manage')
  @ApiOperation({ summary: 'Write down what the person agreed to or forbade, on whichever line or address' })
  @ApiCreatedResponse({ type: ConsentList })
  async addConsent(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: NewConsentBody,
  ): Promise<ConsentList> {
    return { items: await this.privacy.addConsent(me, id, body), nextCursor: null };
  }
}
