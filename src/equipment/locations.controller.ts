import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can } from '../platform/http/access.decorators.js';
import { LocationChange, LocationList, LocationView, NewLocation } from './equipment-location.dto.js';
import { LocationsService } from './locations.service.js';

@ApiTags('equipment')
@Controller('equipment/locations')
export class LocationsController {
  constructor(private readonly locations: LocationsService) {}

  @Get()
  @Can('equipment:read')
  @ApiOperation({ summary: 'All store rooms, vans and suppliers’ shelves' })
  @ApiOkResponse({ type: LocationList })
  async list(): Promise<LocationList> {
    return { items: await this.locations.list(), nextCursor: null };
  }

  @Get(':id')
  @Can('equipment:read')
  @ApiOperation({ summary: 'A location' })
  @ApiOkResponse({ type: LocationView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<LocationView> {
    return this.locations.one(id);
  }

  @Post()
  @Can('equipment:manage')
  @ApiOperation({ summary: 'Add a location' })
  @ApiCreatedResponse({ type: LocationView })
  async create(@Body() body: NewLocation): Promise<LocationView> {
    return this.locations.one(await this.locations.create(body));
  }

  @Patch(':id')
  @Can('equipment:manage')
  @ApiOperation({ summary: 'Change a location, or close it' })
  @ApiOkResponse({ type: LocationView })
  async change(@Param('id', ParseUUIDPipe) id: string, @Body() body: LocationChange): Promise<LocationView> {
    await this.locations.change(id, body);
    return this.locations.one(id);
  }
}
