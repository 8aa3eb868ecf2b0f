import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { ContactViews } from './contact-views.service.js';
import { ContactDirectoryService } from './contact-directory.service.js';
import { ContactChange, ContactPage, ContactsQuery, ContactView, NewContact, NewIdentity } from './contact.dto.js';

@ApiTags('contacts')
@Controller('contacts')
export class ContactsController {
  constructor(
    private readonly directory: ContactDirectoryService,
    private readonly views: ContactViews,
  ) {}

  @Get()
  @Can('customers:read')
  @ApiOperation({ summary: 'Contacts, newest first; `q` looks in names, addresses, numbers and companies' })
  @ApiOkResponse({ type: ContactPage })
  list(@Query() query: ContactsQuery): Promise<ContactPage> {
    return this.directory.list(query);
  }

  @Get(':id')
  @Can('customers:read')
  @ApiOperation({ summary: 'A contact; one that was merged is answered by the contact it became part of' })
  @ApiOkResponse({ type: ContactView })
  async one(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ContactView> {
    const contact = await this.directory.one(id);
    await this.views.note(me, contact.id, 'contact');
    return contact;
  }

  @Post()
  @Can('customers:write')
  @ApiOperation({ summary: 'Add a contact' })
  @ApiCreatedResponse({ type: ContactView })
  async create(@Body() body: NewContact): Promise<ContactView> {
    return this.directory.one(await this.directory.create(body));
  }

  @Patch(':id')
  @Can('customers:write')
  @ApiOperation({ summary: 'Change a contact' })
  @ApiOkResponse({ type: ContactView })
  async change(@Param('id', ParseUUIDPipe) id: string, @Body() body: ContactChange): Promise<ContactView> {
    await this.directory.change(id, body);
    return this.directory.one(id);
  }

  @Delete(':id')
  @Can('customers:delete')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a contact and its identities; what was said stays' })
  @ApiNoContentResponse()
  async remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.directory.remove(me, id);
  }

  @Post(':id/identities')
  @Can('customers:write')
  @ApiOperation({ summary: 'Add an address or number; 409 with the contact that has it already' })
  @ApiCreatedResponse({ type: ContactView })
  async addIdentity(@Param('id', ParseUUIDPipe) id: string, @Body() body: NewIdentity): Promise<ContactView> {
    await this.directory.addIdentity(id, body);
    return this.directory.one(id);
  }

  @Delete(':id/identities/:identityId')
  @Can('customers:write')
  @HttpCode(204)
  @ApiOperation({ summary: 'End an address or number: who writes from there next is somebody new' })
  @ApiNoContentResponse()
  async endIdentity(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('identityId', ParseUUIDPipe) identityId: string,
  ): Promise<void> {
    await this.directory.endIdentity(id, identityId);
  }
}
