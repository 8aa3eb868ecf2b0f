import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { NewSite, SiteChange, SitePage, SitesQuery, SiteView } from './site.dto.js';
import { SitesService } from './sites.service.js';

@ApiTags('companies')
@Controller('sites')
export class SitesController {
  constructor(private readonly sites: SitesService) {}

  @Get()
  @Can('customers:read')
  @ApiOperation({ summary: 'Places, newest first; `company` takes those of one' })
  @ApiOkResponse({ type: SitePage })
  list(@Query() query: SitesQuery): Promise<SitePage> {
    return this.sites.list(query);
  }

  @Get(':id')
  @Can('customers:read')
  @ApiOperation({ summary: 'A place' })
  @ApiOkResponse({ type: SiteView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<SiteView> {
    return this.sites.one(id);
  }

  @Post()
  @Can('customers:write')
  @ApiOperation({ summary: 'Add a place of a company' })
  @ApiCreatedResponse({ type: SiteView })
  create(@Body() body: NewSite): Promise<SiteView> {
    return this.sites.create(body);
  }

  @Patch(':id')
  @Can('customers:write')
  @ApiOperation({ summary: 'Change a place' })
  @ApiOkResponse({ type: SiteView })
  change(@Param('id', ParseUUIDPipe) id: string, @Body() body: SiteChange): Promise<SiteView> {
    return this.sites.change(id, body);
  }

  @Delete(':id')
  @Can('customers:delete')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a place' })
  @ApiNoContentResponse()
  async remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.sites.remove(me, id);
  }
}
