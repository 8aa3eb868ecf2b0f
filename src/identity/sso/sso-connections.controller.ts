import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { NewSsoConnection, SsoConnectionChange, SsoConnectionList, SsoConnectionView } from './sso.dto.js';
import { SsoConnectionsService } from './sso-connections.service.js';

@ApiTags('settings')
@Controller('sso-connections')
@Can('sso:manage')
export class SsoConnectionsController {
  constructor(private readonly connections: SsoConnectionsService) {}

  @Get()
  @ApiOperation({ summary: 'Sign-in providers, without their secrets' })
  @ApiOkResponse({ type: SsoConnectionList })
  async list(): Promise<SsoConnectionList> {
    const rows = await this.connections.list();
    return { items: rows.map((row) => this.connections.view(row)), nextCursor: null };
  }

  @Post()
  @ApiOperation({ summary: 'Connect an OpenID Connect provider; it is asked at once whether it answers' })
  @ApiCreatedResponse({ type: SsoConnectionView })
  async create(@Me() me: Actor, @Body() body: NewSsoConnection): Promise<SsoConnectionView> {
    return this.connections.view(await this.connections.create(me, body));
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a sign-in provider' })
  @ApiOkResponse({ type: SsoConnectionView })
  async change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: SsoConnectionChange,
  ): Promise<SsoConnectionView> {
    return this.connections.view(await this.connections.change(me, id, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Disconnect a sign-in provider; its people keep their accounts' })
  @ApiNoContentResponse()
  async remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.connections.remove(me, id);
  }
}
