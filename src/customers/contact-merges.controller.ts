import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { ContactDirectoryService } from './contact-directory.service.js';
import { ContactDuplicatesService } from './contact-duplicates.service.js';
import { ContactMergesService } from './contact-merges.service.js';
import { DuplicateList, MergedView, MergeRequest, UnmergedView, UnmergeRequest } from './contact.dto.js';

@ApiTags('contacts')
@Controller('contacts/:id')
export class ContactMergesController {
  constructor(
    private readonly merges: ContactMergesService,
    private readonly duplicates: ContactDuplicatesService,
    private readonly directory: ContactDirectoryService,
  ) {}

  @Get('duplicates')
  @Can('customers:read')
  @ApiOperation({ summary: 'Who may be the same person, and why; nothing is ever merged by itself' })
  @ApiOkResponse({ type: DuplicateList })
  async suggestions(@Param('id', ParseUUIDPipe) id: string): Promise<DuplicateList> {
    return { items: await this.duplicates.of(id), nextCursor: null };
  }

  @Post('merge')
  @HttpCode(200)
  @Can('customers:write')
  @ApiOperation({ summary: 'The other contact becomes part of this one, with all that hangs on it' })
  @ApiOkResponse({ type: MergedView })
  async merge(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { otherId }: MergeRequest,
  ): Promise<MergedView> {
    const mergeId = await this.merges.merge(me, id, otherId);
    return { mergeId, contact: await this.directory.one(id) };
  }

  @Post('unmerge')
  @HttpCode(200)
  @Can('customers:write')
  @ApiOperation({ summary: 'Undo a merge exactly: the last one into this contact, or the one that is named' })
  @ApiOkResponse({ type: UnmergedView })
  async unmerge(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { mergeId }: UnmergeRequest,
  ): Promise<UnmergedView> {
    const undone = await this.merges.unmerge(me, id, mergeId);
    return {
      mergeId: undone.mergeId,
      contact: await this.directory.one(id),
      other: await this.directory.one(undone.loserId),
    };
  }
}
