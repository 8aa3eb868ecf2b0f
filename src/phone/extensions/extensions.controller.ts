import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { DeskPhoneAccounts } from './desk-phones.service.js';
import {
  DeskPhoneBody,
  DeskPhoneMade,
  ExtensionChange,
  ExtensionList,
  ExtensionView,
  NewExtension,
} from './extension.dto.js';
import { ExtensionBook } from './extension-book.service.js';

@ApiTags('phone')
@Can('inboxes:manage')
@Controller('extensions')
export class ExtensionsController {
  constructor(
    private readonly book: ExtensionBook,
    private readonly deskPhones: DeskPhoneAccounts,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Extensions and hunt groups, by number' })
  @ApiOkResponse({ type: ExtensionList })
  list(): Promise<ExtensionList> {
    return this.book.list();
  }

  @Get(':id')
  @ApiOperation({ summary: 'An extension' })
  @ApiOkResponse({ type: ExtensionView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<ExtensionView> {
    return this.book.one(id);
  }

  @Post()
  @ApiOperation({ summary: 'Add an extension of a person, a group of them, or one that leads outside' })
  @ApiCreatedResponse({ type: ExtensionView })
  create(@Me() me: Actor, @Body() body: NewExtension): Promise<ExtensionView> {
    return this.book.create(me, body);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change an extension' })
  @ApiOkResponse({ type: ExtensionView })
  change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ExtensionChange,
  ): Promise<ExtensionView> {
    return this.book.change(me, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete an extension to which nothing leads' })
  @ApiNoContentResponse()
  async remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    const { sip } = await this.book.remove(me, id);
    await this.deskPhones.dropAt(sip);
  }

  @Post(':id/desk-phone')
  @ApiOperation({ summary: 'An account for a desk phone; its password is shown this once' })
  @ApiCreatedResponse({ type: DeskPhoneMade })
  makeDeskPhone(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { inboxId }: DeskPhoneBody,
  ): Promise<DeskPhoneMade> {
    return this.deskPhones.make(me, id, inboxId);
  }

  @Delete(':id/desk-phone')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take the account of its desk phone away' })
  @ApiNoContentResponse()
  removeDeskPhone(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.deskPhones.remove(me, id);
  }
}
