import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { NewPackage, PackageChange, PackageList, PackageView } from './package.dto.js';
import { PackagesService } from './packages.service.js';

@ApiTags('contracts')
@Controller('packages')
export class PackagesController {
  constructor(private readonly packages: PackagesService) {}

  @Get()
  @Can('contracts:read')
  @ApiOperation({ summary: 'All packages' })
  @ApiOkResponse({ type: PackageList })
  async list(): Promise<PackageList> {
    return { items: await this.packages.list(), nextCursor: null };
  }

  @Get(':id')
  @Can('contracts:read')
  @ApiOperation({ summary: 'A package' })
  @ApiOkResponse({ type: PackageView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<PackageView> {
    return this.packages.one(id);
  }

  @Post()
  @Can('packages:manage')
  @ApiOperation({ summary: 'Add a package' })
  @ApiCreatedResponse({ type: PackageView })
  async create(@Me() me: Actor, @Body() body: NewPackage): Promise<PackageView> {
    return this.packages.one(await this.packages.create(me, body));
  }

  @Patch(':id')
  @Can('packages:manage')
  @ApiOperation({ summary: 'Change a package' })
  @ApiOkResponse({ type: PackageView })
  async change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PackageChange,
  ): Promise<PackageView> {
    await this.packages.change(me, id, body);
    return this.packages.one(id);
  }
}
