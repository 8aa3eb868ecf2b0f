import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { DeviceKeyChange, DeviceKeyPage, DeviceKeysQuery, DeviceKeyView, NewDeviceKey } from './device-key.dto.js';
import { DeviceKeys } from './device-keys.service.js';

@ApiTags('telemetry')
@Controller('telemetry/keys')
export class DeviceKeysController {
  constructor(private readonly keys: DeviceKeys) {}

  @Get()
  @Can('telemetry:manage')
  @ApiOperation({ summary: 'Keys with which devices sign, newest first' })
  @ApiOkResponse({ type: DeviceKeyPage })
  list(@Query() query: DeviceKeysQuery): Promise<DeviceKeyPage> {
    return this.keys.list(query);
  }

  @Post()
  @Can('telemetry:manage')
  @ApiOperation({ summary: 'Make a key for a device, or for a gateway of several; its secret is shown once' })
  @ApiCreatedResponse({ type: DeviceKeyView })
  create(@Me() me: Actor, @Body() body: NewDeviceKey): Promise<DeviceKeyView> {
    return this.keys.create(me, body);
  }

  @Get(':id')
  @Can('telemetry:manage')
  @ApiOperation({ summary: 'A key' })
  @ApiOkResponse({ type: DeviceKeyView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<DeviceKeyView> {
    return this.keys.one(id);
  }

  @Patch(':id')
  @Can('telemetry:manage')
  @ApiOperation({ summary: 'Rename a key, change its devices, or switch it off' })
  @ApiOkResponse({ type: DeviceKeyView })
  async change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DeviceKeyChange,
  ): Promise<DeviceKeyView> {
    await this.keys.change(me, id, body);
    return this.keys.one(id);
  }

  @Post(':id/secret')
  @Can('telemetry:manage')
  @ApiOperation({ summary: 'A new secret, shown once; the earlier one is believed until it is ended' })
  @ApiCreatedResponse({ type: DeviceKeyView })
  async renew(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<DeviceKeyView> {
    const secret = await this.keys.renew(me, id);
    return { ...(await this.keys.one(id)), secret };
  }

  @Delete(':id/secret/previous')
  @Can('telemetry:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'End the earlier secret' })
  @ApiNoContentResponse()
  end(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.keys.endPrevious(me, id);
  }
}
